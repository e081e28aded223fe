extension Tag {
  /// `<name attributes>content</name>` in one allocation.
  static func element(_ name: StaticString, _ attributes: [Attribute], _ content: HTML) -> HTML {
    var page: [UInt8] = []
    page.reserveCapacity(content.sizeBytes + 2 * name.utf8CodeUnitCount + 8 + attributes.count * 32)
    page.append(UInt8(ascii: "<"))
    page.append(name)
    for attribute in attributes { attribute.write(to: &page) }
    page.append(UInt8(ascii: ">"))
    content.write(to: &page)
    page.append("</")
    page.append(name)
    page.append(UInt8(ascii: ">"))
    return HTML(piece: .markup(page))
  }

  /// `<name attributes>` alone, for void elements.
  static func start(_ name: StaticString, _ attributes: [Attribute]) -> HTML {
    var page: [UInt8] = []
    page.reserveCapacity(name.utf8CodeUnitCount + 2 + attributes.count * 32)
    page.append(UInt8(ascii: "<"))
    page.append(name)
    for attribute in attributes { attribute.write(to: &page) }
    page.append(UInt8(ascii: ">"))
    return HTML(piece: .markup(page))
  }
}
