"""How intents become calls on IVS Chat: once their time has come, at the pace that IVS Chat allows, until each ends."""
