import CXML

/// Attributes of one element, valid during the callback only.
struct XMLAttributes {
  /// libxml2's five pointers an attribute: local name, prefix, namespace, value, end of value.
  let pointers: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  let count: Int

  /// The value's bytes, entities resolved, or nil when the element has no such attribute (prefixes are not looked at).
  @inline(__always)
  func bytes(_ name: StaticString) -> UnsafeBufferPointer<UInt8>? {
    guard let pointers else { return nil }
    for index in 0..<count {
      guard let local = pointers[index * 5], XMLName.equals(local, name) else { continue }
      guard let start = pointers[index * 5 + 3], let end = pointers[index * 5 + 4] else { return nil }
      return UnsafeBufferPointer(start: start, count: end - start)
    }
    return nil
  }

  func string(_ name: StaticString) -> String? { bytes(name).map { String(decoding: $0, as: UTF8.self) } }
  func integer(_ name: StaticString) -> Int? { bytes(name).flatMap { XMLName.integer($0) } }
}

enum XMLName {
  @inline(__always)
  static func equals(_ one: UnsafePointer<UInt8>, _ other: StaticString) -> Bool {
    let wanted = other.utf8Start
    for index in 0..<other.utf8CodeUnitCount where one[index] != wanted[index] { return false }
    return one[other.utf8CodeUnitCount] == 0
  }

  /// A number without sign of at most nine digits, as all indexes of a workbook are.
  @inline(__always)
  static func integer(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard !bytes.isEmpty, bytes.count <= 9 else { return nil }
    var value = 0
    for byte in bytes {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return value
  }
}

/// What a reader wants to hear about a document; subclasses override.
class XMLListener {
  /// An error of the listener; ends the parsing, and is thrown to whoever feeds the document.
  func start(_ name: UnsafePointer<UInt8>, _ attributes: XMLAttributes) throws {}
  func end(_ name: UnsafePointer<UInt8>) throws {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>) throws {}
}

/// Feeds a document to libxml2 in pieces: no DTD, no entities but the five predefined ones, no network, bounded depth.
final class XMLEvents {
  /// Thrown inside: the listener has heard enough.
  struct Enough: Error {}
  /// The document is not well-formed, or uses what no table needs (a DTD).
  struct Malformed: Error {}

  private final class Context {
    let listener: XMLListener
    var parser: xmlParserCtxtPtr?
    // Asked for every event, on one thread.
    @exclusivity(unchecked) var failure: (any Error)?
    @exclusivity(unchecked) var depth = 0

    init(_ listener: XMLListener) { self.listener = listener }

    @inline(__always)
    func run(_ work: () throws -> Void) {
      if failure != nil { return }
      do {
        try work()
      } catch {
        stop(error)
      }
    }

    func stop(_ error: any Error) {
      if failure == nil { failure = error }
      xmlStopParser(parser)
    }

    var source: (() throws -> UnsafeRawBufferPointer?)?
    private var piece = UnsafeRawBufferPointer(start: nil, count: 0)

    /// Fills the parser's buffer from the source; 0 at the end, -1 when it fails.
    func read(_ buffer: UnsafeMutableRawBufferPointer) -> Int32 {
      do {
        while piece.isEmpty {
          guard failure == nil, let next = try source?() else { return 0 }
          piece = next
        }
      } catch {
        // Seen by `run`; the parser itself is in the middle of reading and finds its own way out.
        failure = error
        return -1
      }
      let count = min(piece.count, buffer.count)
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: piece[..<count]))
      piece = UnsafeRawBufferPointer(rebasing: piece[count...])
      return Int32(count)
    }
  }

  private static let isReady: Bool = {
    xmlInitParser()
    return true
  }()

  private let context: Context
  private let parser: xmlParserCtxtPtr

  /// For a document that is fed in pieces; `isUTF8` says that they are UTF-8 whatever the document declares.
  init(_ listener: XMLListener, isUTF8: Bool = false) throws {
    _ = Self.isReady
    context = Context(listener)
    var handler = Self.handler()
    guard let parser = xmlCreatePushParserCtxt(&handler, Unmanaged.passUnretained(context).toOpaque(), nil, 0, nil) else {
      throw TableFault(operation: "parser", errno: 12)
    }
    self.parser = parser
    setUp(isUTF8 ? XML_PARSE_IGNORE_ENC.rawValue : 0)
  }

  /// For a document that is asked for in pieces, which libxml2 parses faster; nil from the source is the end.
  init(_ listener: XMLListener, source: @escaping () throws -> UnsafeRawBufferPointer?) throws {
    _ = Self.isReady
    context = Context(listener)
    context.source = source
    var handler = Self.handler()
    let opaque = Unmanaged.passUnretained(context).toOpaque()
    let read: xmlInputReadCallback = { pointer, buffer, count in
      guard let context = XMLEvents.of(pointer), let buffer else { return -1 }
      return context.read(UnsafeMutableRawBufferPointer(start: buffer, count: Int(count)))
    }
    guard let parser = xmlCreateIOParserCtxt(&handler, opaque, read, nil, opaque, XML_CHAR_ENCODING_NONE) else {
      throw TableFault(operation: "parser", errno: 12)
    }
    self.parser = parser
    setUp(0)
  }

  private func setUp(_ more: UInt32) {
    context.parser = parser
    let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue | more
    xmlCtxtUseOptions(parser, Int32(options))
  }

  deinit { xmlFreeParserCtxt(parser) }

  /// Parses the document of a source from its beginning to its end.
  ///
  /// - Throws: `Enough`, `Malformed`, or what the listener or the source threw.
  func run() throws {
    let result = xmlParseDocument(parser)
    if let failure = context.failure { throw failure }
    if result != 0 || parser.pointee.wellFormed == 0 { throw Malformed() }
  }

  /// - Throws: `Enough`, `Malformed`, or what the listener threw.
  func feed(_ bytes: UnsafeRawBufferPointer) throws {
    guard let base = bytes.baseAddress, !bytes.isEmpty else { return }
    let result = xmlParseChunk(parser, base.assumingMemoryBound(to: CChar.self), Int32(bytes.count), 0)
    if let failure = context.failure { throw failure }
    if result != 0 { throw Malformed() }
  }

  /// Tells that the document has ended; throws when it should not have.
  func finish() throws {
    let result = xmlParseChunk(parser, nil, 0, 1)
    if let failure = context.failure { throw failure }
    if result != 0 { throw Malformed() }
  }

  private static func of(_ pointer: UnsafeMutableRawPointer?) -> Context? {
    pointer.map { Unmanaged<Context>.fromOpaque($0).takeUnretainedValue() }
  }

  private static func handler() -> xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.internalSubset = { pointer, _, _, _ in XMLEvents.of(pointer)?.stop(Malformed()) }
    handler.startElementNs = { pointer, name, _, _, _, _, count, _, attributes in
      guard let context = XMLEvents.of(pointer), let name else { return }
      context.depth += 1
      if context.depth > TableLimits.elementDepth { return context.stop(Malformed()) }
      context.run { try context.listener.start(name, XMLAttributes(pointers: attributes, count: Int(count))) }
    }
    handler.endElementNs = { pointer, name, _, _ in
      guard let context = XMLEvents.of(pointer), let name else { return }
      context.depth -= 1
      context.run { try context.listener.end(name) }
    }
    handler.characters = { pointer, bytes, count in
      guard let context = XMLEvents.of(pointer), let bytes else { return }
      context.run { try context.listener.text(UnsafeBufferPointer(start: bytes, count: Int(count))) }
    }
    handler.cdataBlock = handler.characters
    return handler
  }
}
