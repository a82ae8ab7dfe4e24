"""An emulator of Amazon IVS Chat: the control plane, the messaging WebSocket, message review and the chat log.

It runs on its own (`python -m local.ivschat`) and knows nothing of the application that talks to it.
`local.ivschat.server.start` runs it inside a Python process; docs/ivschat-emulator.md says what is faithful.
"""
