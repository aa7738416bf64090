//! Do a generated client and a generated server agree, byte for byte, and with the document?
