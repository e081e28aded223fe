import Hummingbird

/// Takes the bytes of one uploaded file.
protocol SpoolWriter {
  mutating func write(_ bytes: ByteBuffer) throws
  /// Closes the file and says where it is.
  mutating func finish() throws -> String
  /// Closes and removes it.
  mutating func discard()
}

/// Limits of one kind of upload, chosen by the page that takes it.
struct UploadLimits: Sendable {
  /// All files of the form together.
  var sizeLimitBytes: Int
  var files = WebsiteLimits.filesPerForm
}

/// Reads a multipart form while it arrives: fields into memory, files to where the caller wants them.
struct MultipartForm {
  private var parser: MultipartParser
  private let limits: UploadLimits
  private let open: (_ field: String, _ fileName: String) throws -> any SpoolWriter
  private let beforeFirstFile: (SubmittedForm) throws -> Void

  private var form = SubmittedForm()
  private var fieldBytesLeft = WebsiteLimits.formBytes
  private var fileBytesLeft: Int
  private var part = Part.none
  private var hasFileBegun = false

  private enum Part {
    case none
    case field(name: String, value: [UInt8])
    case file(field: String, name: String, writer: any SpoolWriter, sizeBytes: Int)
    /// A file field that was left empty.
    case nothing
  }

  /// Prepares to read one form.
  ///
  /// - Parameters:
  ///   - boundary: from ``MultipartParser/boundary(contentType:)``.
  ///   - limits: what this page takes.
  ///   - beforeFirstFile: sees the fields sent before the first file; throws when these must not be followed by one
  ///     (a wrong token), so that strangers fill no disk.
  ///   - open: makes the writer of a file.
  init(
    boundary: String, limits: UploadLimits, beforeFirstFile: @escaping (SubmittedForm) throws -> Void,
    open: @escaping (_ field: String, _ fileName: String) throws -> any SpoolWriter
  ) {
    parser = MultipartParser(boundary: boundary)
    self.limits = limits
    self.open = open
    self.beforeFirstFile = beforeFirstFile
    fileBytesLeft = limits.sizeLimitBytes
  }

  /// Reads the whole body.
  ///
  /// When it throws, nothing that it spooled is left.
  ///
  /// - Throws: ``FormRefusal``, and what the writer or `beforeFirstFile` throws.
  mutating func read<Body: AsyncSequence>(_ body: Body) async throws -> SubmittedForm where Body.Element == ByteBuffer {
    do {
      for try await piece in body { try take(piece) }
      try parser.finish()
      return form
    } catch {
      abandon()
      throw error
    }
  }

  mutating func take(_ piece: ByteBuffer) throws {
    var events: [MultipartParser.Event] = []
    try parser.feed(piece) { events.append($0) }
    for event in events { try take(event) }
  }

  private mutating func take(_ event: MultipartParser.Event) throws {
    switch event {
    case .partBegins(let headers): part = try begin(headers)
    case .data(let bytes): try take(data: bytes)
    case .partEnds: try endPart()
    case .end: break
    }
  }

  private mutating func begin(_ headers: [String: String]) throws -> Part {
    guard let disposition = headers["content-disposition"].flatMap(ContentDisposition.init), disposition.type == "form-data",
      let name = disposition.name, (1...WebsiteLimits.fieldNameBytes).contains(name.utf8.count)
    else { throw FormRefusal.malformed }
    guard let fileName = disposition.fileName else {
      guard form.fields.count < WebsiteLimits.formFields else {
        throw FormRefusal.tooManyFields(limit: WebsiteLimits.formFields)
      }
      return .field(name: name, value: [])
    }
    guard !fileName.isEmpty else { return .nothing }
    guard form.files.count < limits.files else { throw FormRefusal.tooManyFiles(limit: limits.files) }
    if !hasFileBegun { try beforeFirstFile(form) }
    hasFileBegun = true
    return .file(field: name, name: fileName, writer: try open(name, fileName), sizeBytes: 0)
  }

  private mutating func take(data: ByteBuffer) throws {
    let current = part
    part = .none  // So that the value below is the only owner and grows in place.
    switch current {
    case .field(let name, var value):
      fieldBytesLeft -= data.readableBytes
      guard fieldBytesLeft >= 0 else { throw FormRefusal.tooLarge(limitBytes: WebsiteLimits.formBytes) }
      value.append(contentsOf: data.readableBytesView)
      part = .field(name: name, value: value)
    case .file(let field, let name, var writer, let sizeBytes):
      fileBytesLeft -= data.readableBytes
      part = .file(field: field, name: name, writer: writer, sizeBytes: sizeBytes)
      guard fileBytesLeft >= 0 else { throw FormRefusal.tooLarge(limitBytes: limits.sizeLimitBytes) }
      try writer.write(data)
      part = .file(field: field, name: name, writer: writer, sizeBytes: sizeBytes + data.readableBytes)
    case .nothing:
      // A browser sends no bytes for an empty field; whoever does is no browser.
      throw FormRefusal.malformed
    case .none:
      break
    }
  }

  private mutating func endPart() throws {
    switch part {
    case .field(let name, let value):
      guard let text = plainText(value) else { throw FormRefusal.malformed }
      form.fields.append((name, text))
    case .file(let field, let name, var writer, let sizeBytes):
      let path = try writer.finish()
      form.files.append(.init(field: field, name: name, path: path, sizeBytes: sizeBytes))
    case .none, .nothing: break
    }
    part = .none
  }

  private mutating func abandon() {
    if case .file(_, _, var writer, _) = part { writer.discard() }
    part = .none
    for file in form.files { SpoolFile.remove(file.path) }
    form = SubmittedForm()
  }
}

/// A part's `Content-Disposition` as browsers write it (WHATWG: UTF-8, with `"`, CR and LF percent-encoded).
struct ContentDisposition: Equatable {
  let type: String
  let name: String?
  /// The last path component; nil when the part is no file.
  let fileName: String?

  init?(_ header: String) {
    var rest = Substring(header)
    type = rest.prefix { $0 != ";" }.trimmingBlanks.lowercased()
    var found: [String: String] = [:]
    rest = rest.drop { $0 != ";" }
    while rest.first == ";" {
      rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
      let key = rest.prefix { $0 != "=" && $0 != ";" }
      rest = rest.dropFirst(key.count)
      guard rest.first == "=" else { continue }
      rest = rest.dropFirst()
      let value: Substring
      if rest.first == "\"" {
        value = rest.dropFirst().prefix { $0 != "\"" }
        rest = rest.dropFirst(value.count + 1)
        guard rest.first == "\"" else { return nil }
        rest = rest.dropFirst().drop { $0 != ";" }
      } else {
        value = rest.prefix { $0 != ";" }
        rest = rest.dropFirst(value.count)
      }
      found[key.trimmingBlanks.lowercased()] = Self.decoded(value)
    }
    name = found["name"]
    let last = found["filename"]?.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }.last.map(String.init)
    guard (last?.utf8.count ?? 0) <= WebsiteLimits.fileNameBytes else { return nil }
    fileName = last
  }

  private static func decoded(_ value: Substring) -> String {
    String(value).replacing("%22", with: "\"").replacing("%0D", with: " ").replacing("%0A", with: " ")
  }
}

extension Substring {
  /// Without blanks and tabs at both ends.
  fileprivate var trimmingBlanks: Substring {
    var text = drop { $0 == " " || $0 == "\t" }
    while let last = text.last, last == " " || last == "\t" { text = text.dropLast() }
    return text
  }
}
