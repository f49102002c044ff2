"""What the formats of office programs share: packages, OLE objects, properties, XML, passwords."""
