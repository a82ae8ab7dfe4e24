"""Works off intents of IVS Chat calls that nobody finished: queued, limited, retried, expired."""
