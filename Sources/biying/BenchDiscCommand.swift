import ArgumentParser
import Foundation
import Glibc
import GraduatePhotos
import Paperwork

/// A folder of pictures as a delivery: makes its manifest, then an image or a ZIP, or checks one, for Benchmarks/Discs.
struct BenchDisc: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disc", abstract: "把一个文件夹写成光盘映像或压缩包，或核对它",
    subcommands: [BenchDiscManifest.self, BenchDiscImage.self, BenchDiscZip.self, BenchDiscVerify.self])
}

/// Writes the folder's signed manifest into it.
struct BenchDiscManifest: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "manifest", abstract: "为文件夹写清单")
  @Argument(help: ArgumentHelp("文件夹", valueName: "文件夹"))
  var folder: String

  func run() throws {
    try Data(BenchDelivery(folder: folder, hasManifest: false).manifest).write(
      to: URL(filePath: "\(folder)/\(Manifest.fileName)"))
  }
}

/// Writes an image.
struct BenchDiscImage: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "image", abstract: "把带清单的文件夹写成光盘映像")
  @Argument(help: ArgumentHelp("文件夹", valueName: "文件夹"))
  var folder: String
  @Argument(help: ArgumentHelp("映像", valueName: "文件"))
  var output: String

  func run() async throws {
    let delivery = try BenchDelivery(folder: folder, hasManifest: true)
    try await ISOImage.write(
      to: output, entries: delivery.entries, date: BenchDelivery.date, volumeName: "BENCH", signer: BenchDelivery.signer,
      from: delivery.source)
  }
}

/// Writes a ZIP, plain or encrypted, to standard output.
struct BenchDiscZip: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "zip", abstract: "把带清单的文件夹写成压缩包，写到标准输出")
  @Flag(name: .customLong("locked"), help: "加密")
  var isLocked = false
  @Argument(help: ArgumentHelp("文件夹", valueName: "文件夹"))
  var folder: String

  func run() async throws {
    let delivery = try BenchDelivery(folder: folder, hasManifest: true)
    guard isLocked else { return try await delivery.print(ZipPlan(entries: delivery.entries, date: BenchDelivery.date)) }
    let lock = try ZipLock(password: BenchDelivery.password, seed: BenchDelivery.secretKey)
    try await delivery.print(LockedZip(entries: delivery.entries, head: delivery.head, lock: lock))
  }
}

/// Checks a disc; prints how many files are right.
struct BenchDiscVerify: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "verify", abstract: "核对文件夹、映像或压缩包")
  @Flag(name: .customLong("locked"), help: "加密的压缩包")
  var isLocked = false
  @Argument(help: ArgumentHelp("文件夹、映像或压缩包", valueName: "路径"))
  var path: String

  func run() throws {
    let check = try DiscCheck(
      publicKey: Ed25519.publicKey(of: BenchDelivery.secretKey), password: isLocked ? BenchDelivery.password : nil)
    let report = try check.check(path)
    Console.out(String(report.rightFiles))
    guard report.isRight else { throw Ended(status: .refused) }
  }
}

/// The files of a folder, planned from their sizes and the manifest as the center plans a delivery from its rows.
private struct BenchDelivery {
  static let secretKey = [UInt8](repeating: 1, count: 32)
  static let signer = Ed25519.signer(keyID: "bench", secretKey: secretKey)
  static let password = "bench-bench"
  static let date = CalendarDay(dayNumber: 16_180)

  let folder: String
  let manifest: [UInt8]
  let head: Manifest.Head
  let entries: [DiscEntry]

  init(folder: String, hasManifest: Bool) throws {
    self.folder = folder
    if hasManifest {
      manifest = [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/\(Manifest.fileName)")))
    } else {
      let paths = (FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []).filter {
        $0.hasSuffix(".jpg")
      }
      let files = try paths.map { path in
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/\(path)")))
        return Manifest.File(sha256: HexText.write(SHA256Sum.of(bytes)), byteCount: bytes.count, path: path)
      }
      let head = Manifest.Head(deliveryNumber: "bench", campaign: "性能比较", institutionCode: "10730", date: Self.date)
      manifest = try Manifest(head: head, files: files).signed(by: Self.signer)
    }
    let read = try SignedManifest(bytes: manifest).manifest
    head = read.head
    entries =
      [DiscEntry(path: Manifest.fileName, bytes: manifest)]
      + read.files.map {
        DiscEntry(path: $0.path, byteCount: $0.byteCount, sha256: HexText.read($0.sha256) ?? [])
      }
  }

  /// Writes an archive to standard output.
  func print(_ archive: some DiscArchive) async throws {
    try await archive.read(0..<archive.byteCount, from: source) { Console.writeAll($0, to: STDOUT_FILENO) }
  }

  /// Reads a part of a file; none where it cannot.
  func source(_ entry: Int, _ range: Range<Int>) -> [UInt8] {
    if entry == 0 { return Array(manifest[range]) }
    let descriptor = open("\(folder)/\(entries[entry].path)", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    return [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      count = max(pread(descriptor, buffer.baseAddress, range.count, off_t(range.lowerBound)), 0)
    }
  }
}
