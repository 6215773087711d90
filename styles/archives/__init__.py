"""Archives of mail boxes, chats, blogs, social networks and notes."""
