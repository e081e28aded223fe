/// A file of the site's look or behaviour, held in memory.
struct Asset: Sendable {
  /// As it stands in the address, such as `site.css`.
  let name: String
  let bytes: [UInt8]
  let contentType: String
  /// 16 hexadecimal digits of the content's hash; part of the address and the ETag.
  let version: String

  init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    contentType = Self.contentType(of: name)
    version = contentHash(bytes)
  }

  /// Changes whenever the content does, so that it may be kept for ever.
  var address: String { "/assets/\(name)?v=\(version)" }
  var entityTag: String { "\"\(version)\"" }

  static func contentType(of name: String) -> String {
    switch name.split(separator: ".").last {
    case "css": "text/css; charset=utf-8"
    case "js": "text/javascript; charset=utf-8"
    case "svg": "image/svg+xml"
    case "jpg": "image/jpeg"
    case "otf": "font/otf"
    default: "application/octet-stream"
    }
  }
}

/// All assets, bound at start: one style sheet and one module out of the small files, so that a phone asks twice, not twenty times.
///
/// The files are embedded in the binary (`.embedInCode`), which may therefore be copied anywhere alone.
struct AssetShelf: Sendable {
  static let shared = AssetShelf(files: AssetFiles.all + ExamplePicture.files)

  private let assets: [String: Asset]
  /// The links of every page's head.
  let headLinks: HTML

  init(files: [AssetFiles.File]) {
    let sheet = Asset(name: "site.css", bytes: Self.bind(files.filter { $0.use == .sheet }, before: "", after: "\n"))
    // Modules import nothing, so each may be a block of one module: names stay apart, strict mode stays on.
    let module = Asset(name: "site.js", bytes: Self.bind(files.filter { $0.use == .module }, before: "{\n", after: "\n}\n"))
    // One piece of work in several files: they share their names.
    let verification = Asset(
      name: "verify.js", bytes: Self.bind(files.filter { $0.use == .verification }, before: "", after: "\n"))
    let single = files.filter { $0.use == .single }.map { Asset(name: $0.name, bytes: $0.bytes) }
    assets = Dictionary(
      ([sheet, module, verification] + single).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let icon = assets["icon.svg"]
    let old = assets["old.js"]
    headLinks = fragment {
      Tag.link(.stylesheet, .href(sheet.address))
      if let icon { Tag.link(.icon, .set(.type, icon.contentType), .href(icon.address)) }
      Tag.script(.set(.type, "module"), .src(module.address))
      if let old { Tag.script(.noModule, .src(old.address)) }
    }
  }

  func asset(named name: String) -> Asset? { assets[name] }
  var names: [String] { assets.keys.sorted() }

  private static func bind(_ files: [AssetFiles.File], before: StaticString, after: StaticString) -> [UInt8] {
    var bound: [UInt8] = []
    for file in files {
      bound.append(before)
      bound.append(contentsOf: file.bytes)
      bound.append(after)
    }
    return bound
  }
}

/// FNV-1a with 64 bits: tells versions of our own files apart, promises nothing against forgers.
func contentHash(_ bytes: [UInt8]) -> String {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
  let digits = String(hash, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}
