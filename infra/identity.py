"""Who the people are: a Cognito user pool, its login pages and the console's client.

Roles and rooms are not here: they are records in the State table, read on every mutation. The groups are labels.
"""

import aws_cdk as cdk
from aws_cdk import aws_cognito as cognito
from constructs import Construct

from infra.acknowledge import acknowledge
from infra.settings import Settings

GROUPS = {
    "admin": "Everything, in every room",
    "lead": "Moderators' work and their sanctions, in their rooms",
    "moderator": "Messages, holds and sanctions, in their rooms",
    "policy_editor": "Policies",
    "analyst": "Reads only",
}
ACCESS_TOKEN_MINUTES = 15
SHIFT_HOURS = 12


class Identity(Construct):
    """People sign in with their e-mail address; only an administrator adds them."""

    def __init__(self, scope: Construct, construct_id: str, *, settings: Settings, console_url: str) -> None:
        super().__init__(scope, construct_id)
        self.pool = cognito.UserPool(
            self,
            "People",
            feature_plan=cognito.FeaturePlan.ESSENTIALS,
            self_sign_up_enabled=False,
            sign_in_aliases=cognito.SignInAliases(email=True),
            sign_in_case_sensitive=False,
            account_recovery=cognito.AccountRecovery.EMAIL_ONLY,
            mfa=cognito.Mfa.OPTIONAL,
            mfa_second_factor=cognito.MfaSecondFactor(otp=True, sms=False),
            password_policy=cognito.PasswordPolicy(
                min_length=12,
                require_digits=True,
                require_lowercase=True,
                require_uppercase=True,
                require_symbols=True,
                temp_password_validity=cdk.Duration.days(3),
            ),
            deletion_protection=settings.keep_data,
            removal_policy=cdk.RemovalPolicy.RETAIN if settings.keep_data else cdk.RemovalPolicy.DESTROY,
        )
        acknowledge(self.pool, "COG2", "MFA is offered; whoever must enforce it signs in through their own provider.")
        acknowledge(
            self.pool, "COG8", "The Plus plan is priced per user; people here are few, invited, without sign-up."
        )
        for name, meaning in GROUPS.items():
            cognito.CfnUserPoolGroup(
                self, name, user_pool_id=self.pool.user_pool_id, group_name=name, description=meaning
            )
        self.client = self._client(console_url)
        self.login_url = self._login(settings)

    def _client(self, console_url: str) -> cognito.UserPoolClient:
        return self.pool.add_client(
            "Console",
            generate_secret=False,
            # The console uses the code flow with PKCE. Scripts with AWS credentials may get a token through
            # AdminInitiateAuth, which IAM guards.
            auth_flows=cognito.AuthFlow(admin_user_password=True),
            o_auth=cognito.OAuthSettings(
                flows=cognito.OAuthFlows(authorization_code_grant=True),
                scopes=[cognito.OAuthScope.OPENID, cognito.OAuthScope.EMAIL],
                callback_urls=[console_url],
                logout_urls=[console_url],
            ),
            access_token_validity=cdk.Duration.minutes(ACCESS_TOKEN_MINUTES),
            id_token_validity=cdk.Duration.minutes(ACCESS_TOKEN_MINUTES),
            refresh_token_validity=cdk.Duration.hours(SHIFT_HOURS),
            enable_token_revocation=True,
            prevent_user_existence_errors=True,
        )

    def _login(self, settings: Settings) -> str:
        stack = cdk.Stack.of(self)
        # Domain names are unique in a region over all accounts; the first part of the stack's own UUID is, too.
        unique = cdk.Fn.select(0, cdk.Fn.split("-", cdk.Fn.select(2, cdk.Fn.split("/", stack.stack_id))))
        prefix = f"roomkeeper-{unique}"
        domain = cognito.CfnUserPoolDomain(
            self, "Domain", user_pool_id=self.pool.user_pool_id, domain=prefix, managed_login_version=2
        )
        if not settings.emulated_aws:
            branding = cognito.CfnManagedLoginBranding(
                self,
                "LoginPages",
                user_pool_id=self.pool.user_pool_id,
                client_id=self.client.user_pool_client_id,
                use_cognito_provided_values=True,
            )
            branding.add_resource_dependency(domain)
        return f"https://{prefix}.auth.{stack.region}.amazoncognito.com"
