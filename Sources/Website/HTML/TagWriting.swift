extension Tag {
  /// `<name attributes>content</name>` in one allocation; around large content two tags that are joined to it.
  static func element(_ name: StaticString, _ attributes: [Attribute], _ content: HTML) -> HTML {
    guard content.sizeBytes < HTML.largeBytes else {
      let end = HTML(piece: .markup(Array("</".utf8) + name.withUTF8Buffer { Array($0) } + [UInt8(ascii: ">")]))
      return HTML.joined([start(name, attributes), content, end])
    }
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
