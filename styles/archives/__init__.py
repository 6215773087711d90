"""Archives of mail, chats, blogs, networks and notes."""
