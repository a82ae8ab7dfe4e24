"""Makes the calls on IVS Chat that are due: enqueues what the stream shows, runs what the queues hold, sweeps."""
