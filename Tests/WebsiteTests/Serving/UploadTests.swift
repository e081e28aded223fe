import Foundation
import Hummingbird
import Testing

@testable import Website

@Suite struct UploadTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("upload-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func read(_ body: String, limits: UploadLimits, token: String = "k") async throws -> SubmittedForm {
    let folder = folder.path
    var reader = MultipartForm(
      boundary: "b", limits: limits,
      beforeFirstFile: { if $0["csrf"] != token { throw FormRefusal.wrongType } },
      open: { _, _ in try SpoolFile(folder: folder, name: UUID().uuidString) })
    let pieces = Array(body.utf8).chunked(7).map { ByteBuffer(bytes: $0) }
    let stream = AsyncStream { continuation in
      for piece in pieces { continuation.yield(piece) }
      continuation.finish()
    }
    return try await reader.read(stream)
  }

  private var left: [String] { (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? ["?"] }

  private func body(file: String) -> String {
    "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nk\r\n"
      + "--b\r\nContent-Disposition: form-data; name=\"empty\"; filename=\"\"\r\n\r\n\r\n"
      + "--b\r\nContent-Disposition: form-data; name=\"roster\"; filename=\"名单.dbf\"\r\nContent-Type: x/y\r\n\r\n\(file)\r\n--b--\r\n"
  }

  @Test func filesAreSpooled() async throws {
    let form = try await read(body(file: "行一\r\n--行二"), limits: .init(sizeLimitBytes: 100))
    let file = try #require(form.files("roster").first)
    #expect(form["csrf"] == "k" && form.files.count == 1 && file.name == "名单.dbf")
    #expect(try String(contentsOfFile: file.path, encoding: .utf8) == "行一\r\n--行二")
    #expect(file.sizeBytes == "行一\r\n--行二".utf8.count)
    let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    try FileManager.default.removeItem(at: folder)
  }

  @Test func nothingIsLeftOfWhatWasRefused() async throws {
    await #expect(throws: FormRefusal.tooLarge(limitBytes: 20)) {
      try await read(body(file: String(repeating: "a", count: 21)), limits: .init(sizeLimitBytes: 20))
    }
    #expect(left == [])
    await #expect(throws: FormRefusal.malformed) {
      try await read(String(body(file: "a").dropLast(3)), limits: .init(sizeLimitBytes: 20))
    }
    #expect(left == [])
    await #expect(throws: FormRefusal.tooManyFiles(limit: 0)) {
      try await read(body(file: "a"), limits: .init(sizeLimitBytes: 20, files: 0))
    }
    #expect(left == [])
    try FileManager.default.removeItem(at: folder)
  }

  @Test func aWrongTokenOpensNoFile() async throws {
    await #expect(throws: FormRefusal.wrongType) {
      try await read(body(file: "a"), limits: .init(sizeLimitBytes: 20), token: "other")
    }
    #expect(left == [])
    try FileManager.default.removeItem(at: folder)
  }

  @Test func atItsLimitAFileIsTaken() async throws {
    let form = try await read(body(file: String(repeating: "a", count: 20)), limits: .init(sizeLimitBytes: 20))
    #expect(form.files.first?.sizeBytes == 20)
    try FileManager.default.removeItem(at: folder)
  }
}

extension [UInt8] {
  fileprivate func chunked(_ size: Int) -> [ArraySlice<UInt8>] {
    stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
  }
}
