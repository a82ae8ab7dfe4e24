"""The AWS side of Roomkeeper as CDK constructs, one per capability; `stack` wires them."""
