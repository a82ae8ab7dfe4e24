"""What the emulated AWS of a local run lacks, in one place. `docs/operating.md` lists the same types."""

# Resource type: what is lost without it.
LEFT_OUT = {
    "AWS::ApplicationAutoScaling::ScalableTarget": "warm environments do not follow the clock",
    "AWS::ApplicationAutoScaling::ScalingPolicy": "warm environments do not follow the load",
    "AWS::Cognito::ManagedLoginBranding": "the login pages are the local run's own",
    "AWS::Events::Archive": "events cannot be replayed",
}
