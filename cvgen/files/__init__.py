"""Files as text and data: YAML with places, merging of layers, writing whole or not at all."""
