"""What a call or portal demands of documents."""
