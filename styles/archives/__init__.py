"""Archives of mail, chats, blogs, social media and notes."""
