extension Tag {
  /// `<name attributes>content</name>` in one allocation; around large content two tags that are joined to it.
  static func element(_ name: StaticString, _ attributes: [Attribute], _ content: HTML) -> HTML {
    guard content.sizeBytes < HTML.largeBytes else {
      let end = HTML(piece: .markup(Array("</".utf8) + name.withUTF8Buffer { Array($0) } + [UInt8(ascii: ">")]))
      return HTML.joined([start(name, attributes), content, end])
    }
    let size = content.writtenBytes + 2 * name.utf8CodeUnitCount + 5 + writtenBytes(of: attributes)
    return HTML(
      piece: .markup(
        PageWriter.bytes(upTo: size) { page in
          writeStart(name, attributes, to: &page)
          content.write(to: &page)
          page.append("</")
          page.append(name)
          page.append(UInt8(ascii: ">"))
        }))
  }

  /// `<name attributes>` alone, for void elements.
  static func start(_ name: StaticString, _ attributes: [Attribute]) -> HTML {
    let size = name.utf8CodeUnitCount + 2 + writtenBytes(of: attributes)
    return HTML(piece: .markup(PageWriter.bytes(upTo: size) { writeStart(name, attributes, to: &$0) }))
  }

  private static func writeStart(_ name: StaticString, _ attributes: [Attribute], to page: inout PageWriter) {
    page.append(UInt8(ascii: "<"))
    page.append(name)
    for index in attributes.indices { attributes[index].write(to: &page) }
    page.append(UInt8(ascii: ">"))
  }

  private static func writtenBytes(of attributes: [Attribute]) -> Int {
    var count = 0
    // By their places: an iterator would hand out copies.
    for index in attributes.indices { count += attributes[index].writtenBytes }
    return count
  }
}
