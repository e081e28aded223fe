import Foundation
import GraduatePhotos
import Testing

@testable import Paperwork

/// A small delivery of made-up people with names that archives like to lose, its manifest, and a folder for what is made of it.
final class DiscFixture {
  static let secretKey = (0..<32).map { UInt8($0 * 7 & 0xFF) }
  static let publicKey = Ed25519.publicKey(of: secretKey)
  static let signer = Ed25519.signer(keyID: "center-2014", secretKey: secretKey)
  static let password = "Lanzhou-2014"
  static let seed = [UInt8](repeating: 9, count: 32)
  static let date = CalendarDay(year: 2014, month: 4, day: 20) ?? CalendarDay(dayNumber: 0)
  static let classes = ["𬭎𠮷学院/㛃䶮1班", "文学院/会计1／2班", "马克思主义学院/阿依·木拉提班", "〇㐀鿿院/𰻝𰻝班"]

  let folder: String
  private let isOwner: Bool
  let files: [(path: String, bytes: [UInt8])]
  let manifest: Manifest
  let manifestBytes: [UInt8]
  /// The manifest first.
  let entries: [DiscEntry]

  /// `pictures` files of some hundred bytes; one of them empty, one larger than a piece when `hasLarge`.
  ///
  /// `folder`: another fixture's, in another process.
  init(pictures: Int = 24, seed: UInt64 = 1, hasLarge: Bool = false, folder other: String? = nil) throws {
    folder = other ?? NSTemporaryDirectory() + "biying-discs-" + UUID().uuidString
    isOwner = other == nil
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var chance = DiscChance(seed: seed)
    var files: [(path: String, bytes: [UInt8])] = []
    for number in 0..<pictures {
      let size =
        number == 3 ? 0 : hasLarge && number == 5 ? (DiscLimits.pieceBytes * 5) / 2 : Int.random(in: 200...3000, using: &chance)
      // A large file repeats itself, but no piece of it is like another.
      let block = (0..<min(size, 4001)).map { _ in UInt8.random(in: 0...255, using: &chance) }
      let bytes = [UInt8]((0..<(size + 4000) / 4001).flatMap { _ in block }.prefix(size))
      let path = "10730/普通/\(Self.classes[number % Self.classes.count])/99000020030101\(1000 + number).jpg"
      files.append((path, bytes))
    }
    for twin in 1...2 { files.append(("10730/普通/同样大小\(twin).jpg", [UInt8](repeating: UInt8(twin), count: 700))) }
    files.append(("请先读.txt", Array("请先核对".utf8)))
    files.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    self.files = files
    manifest = try Manifest(
      head: Manifest.Head(
        deliveryNumber: "2014-10730-001", campaign: "甘肃省2014届毕业生图像信息采集", institutionCode: "10730", date: Self.date),
      files: files.map {
        Manifest.File(sha256: HexText.write(SHA256Sum.of($0.bytes)), byteCount: $0.bytes.count, path: $0.path)
      })
    manifestBytes = try manifest.signed(by: Self.signer)
    entries =
      [DiscEntry(path: Manifest.fileName, bytes: manifestBytes)] + files.map { DiscEntry(path: $0.path, bytes: $0.bytes) }
  }

  deinit { if isOwner { try? FileManager.default.removeItem(atPath: folder) } }

  /// Puts this process's clock fourteen hours before Greenwich's, for processes that do nothing else.
  static func moveToKiritimati() {
    setenv("TZ", "<+14>-14", 1)
    tzset()
  }

  func path(_ name: String) -> String { folder + "/" + name }

  /// A store that mixed up two pictures of one size.
  func swapped() throws -> (first: Int, source: DiscSource) {
    let twins = try #require(entries.indices.filter { entries[$0].path.contains("/同样大小") }.first)
    return (twins, { self.source($0 == twins ? twins + 1 : $0 == twins + 1 ? twins : $0, $1) })
  }

  /// The bytes of an entry, as a store would give them.
  func source(_ entry: Int, _ range: Range<Int>) -> [UInt8] {
    Array((entry == 0 ? manifestBytes : files[entry - 1].bytes)[range])
  }

  func plan() throws -> ZipPlan { try ZipPlan(entries: entries, date: Self.date) }

  func lockedZip(code: [UInt8]? = nil) throws -> LockedZip {
    try LockedZip(
      entries: entries, head: manifest.head, lock: ZipLock(password: Self.password, seed: Self.seed), code: code)
  }

  func archive(locked: Bool) throws -> any DiscArchive { locked ? try lockedZip() : try plan() }

  func zip(_ name: String = "disc.zip", locked: Bool = false) async throws -> String {
    try await archive(locked: locked).write(to: path(name), from: source)
    return path(name)
  }

  @discardableResult
  func image(_ name: String = "disc.iso") async throws -> String {
    try await ISOImage.write(
      to: path(name), entries: entries, date: Self.date, volumeName: "BY_10730_001", signer: Self.signer, from: source)
    return path(name)
  }

  func unpacked(_ name: String = "disc") throws -> String {
    for (file, bytes) in files + [(Manifest.fileName, manifestBytes)] {
      let url = URL(filePath: path(name) + "/" + file)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: url)
    }
    return path(name)
  }

  func bytes(_ name: String) throws -> [UInt8] { try [UInt8](Data(contentsOf: URL(filePath: path(name)))) }

  static func check(_ path: String, password: String? = nil, hasKey: Bool = true) throws -> DiscReport {
    try DiscCheck(publicKey: hasKey ? publicKey : nil, password: password).check(path)
  }

  /// Whether a folder that another program unpacked holds exactly the delivery's files.
  func holdsEverything(_ unpacked: String) throws -> Bool {
    var found: [[UInt8]: [UInt8]] = [:]
    let walk = FileManager.default.enumerator(atPath: unpacked)
    while let name = walk?.nextObject() as? String {
      guard (walk?.fileAttributes?[.type] as? FileAttributeType) == .typeRegular else { continue }
      found[Array(name.utf8)] = try [UInt8](Data(contentsOf: URL(filePath: unpacked + "/" + name)))
    }
    guard found.count == files.count + 1, found[Array(Manifest.fileName.utf8)] == manifestBytes else { return false }
    return files.allSatisfy { found[Array($0.path.utf8)] == $0.bytes }
  }
}

extension DiscArchive {
  func range(_ range: Range<Int>, _ source: DiscSource) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    try await read(range, from: source) { bytes += $0 }
    return bytes
  }

  func whole(_ source: DiscSource) async throws -> [UInt8] { try await range(0..<byteCount, source) }
}

/// A small deterministic generator (SplitMix64).
struct DiscChance: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Other programs that read what we write.
enum DiscTool {
  /// Runs a program found in the path; its status and everything it said.
  static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(["LC_ALL": "C.UTF-8"]) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }
}
