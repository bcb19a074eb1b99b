"""What auditor and publishing toolkit share: HTML, encodings, atomic files, compression, the server."""
