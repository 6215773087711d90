"""Archives of the places where people write: mail, chats, blogs, social media, notes."""
