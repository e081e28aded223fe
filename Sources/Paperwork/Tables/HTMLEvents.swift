import CXML

/// What a reader wants to hear about a web page; subclasses override.
class HTMLListener {
  func start(_ name: UnsafePointer<UInt8>, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?) throws {}
  func end(_ name: UnsafePointer<UInt8>) throws {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>) throws {}
}

/// Feeds a web page, as UTF-8, to libxml2's HTML parser in pieces; what is not well-formed is mended by its rules.
final class HTMLEvents {
  private final class Context {
    let listener: HTMLListener
    var parser: htmlParserCtxtPtr?
    var failure: (any Error)?
    var depth = 0
    /// Bytes fed since the page last said anything: an endless comment would be held in memory.
    var silentBytes = 0

    init(_ listener: HTMLListener) { self.listener = listener }

    func run(_ work: () throws -> Void) {
      silentBytes = 0
      if failure != nil { return }
      do {
        try work()
      } catch {
        failure = error
        xmlStopParser(parser)
      }
    }
  }

  private let context: Context
  private let parser: htmlParserCtxtPtr

  private static let isReady: Bool = {
    xmlInitParser()
    return true
  }()

  init(_ listener: HTMLListener) throws {
    _ = Self.isReady
    context = Context(listener)
    var handler = Self.handler()
    let opaque = Unmanaged.passUnretained(context).toOpaque()
    guard let parser = htmlCreatePushParserCtxt(&handler, opaque, nil, 0, nil, XML_CHAR_ENCODING_UTF8) else {
      throw TableFault(operation: "parser", errno: 12)
    }
    self.parser = parser
    context.parser = parser
    let options =
      HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue | HTML_PARSE_NONET.rawValue
      | HTML_PARSE_IGNORE_ENC.rawValue
    htmlCtxtUseOptions(parser, Int32(options))
  }

  deinit { htmlFreeParserCtxt(parser) }

  func feed(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    guard let base = bytes.baseAddress, !bytes.isEmpty else { return }
    context.silentBytes += bytes.count
    base.withMemoryRebound(to: CChar.self, capacity: bytes.count) { _ = htmlParseChunk(parser, $0, Int32(bytes.count), 0) }
    if let failure = context.failure { throw failure }
    if context.silentBytes > TableLimits.silentPageBytes { throw TableRefusal.damaged(.html, part: "内容") }
  }

  func finish() throws {
    _ = htmlParseChunk(parser, nil, 0, 1)
    if let failure = context.failure { throw failure }
  }

  private static func of(_ pointer: UnsafeMutableRawPointer?) -> Context? {
    pointer.map { Unmanaged<Context>.fromOpaque($0).takeUnretainedValue() }
  }

  private static func handler() -> xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.startElement = { pointer, name, attributes in
      guard let context = HTMLEvents.of(pointer), let name else { return }
      context.depth += 1
      context.run {
        if context.depth > TableLimits.pageDepth { throw TableRefusal.damaged(.html, part: "内容") }
        try context.listener.start(name, attributes)
      }
    }
    handler.endElement = { pointer, name in
      guard let context = HTMLEvents.of(pointer), let name else { return }
      context.depth -= 1
      context.run { try context.listener.end(name) }
    }
    handler.characters = { pointer, bytes, count in
      guard let context = HTMLEvents.of(pointer), let bytes else { return }
      context.run { try context.listener.text(UnsafeBufferPointer(start: bytes, count: Int(count))) }
    }
    handler.ignorableWhitespace = handler.characters
    return handler
  }
}
