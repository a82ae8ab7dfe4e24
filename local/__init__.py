"""The machine on your desk: the IVS Chat emulator, the emulated AWS, and what brings them up together."""
