"""The review function: answers IVS Chat within its 200 ms, whatever the message and whatever fails."""
