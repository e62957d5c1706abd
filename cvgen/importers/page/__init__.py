"""Read home pages: HTML, Markdown and copied text become blocks, and these become entries."""
