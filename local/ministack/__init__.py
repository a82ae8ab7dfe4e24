"""The emulated AWS: ministack, pinned, plus what this product's template needs of it."""
