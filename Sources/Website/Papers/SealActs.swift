import Foundation
import GraduatePhotos
import Hummingbird
import Workflow

/// The page of a record that is sealed: what its three forms do, said once for every paper.
protocol SealActs: Sendable {
  /// The page again, with what is wrong and what was sent.
  func again(_ errors: FormErrors, _ typed: SubmittedForm?) async throws -> Response
  /// Throws 404 for a record that is not of the address's campaign or out of reach.
  func checkReach() async throws
  /// Where the page is again when it is done, before its `done`.
  var sealedAddress: String { get }
}

extension SealActs {
  /// By the stamped page.
  func seal(byPage form: SubmittedForm, _ seal: ([UInt8]) async throws -> Void) async throws -> Response {
    guard let bytes = try form.bytes("page") else { return try await refuse("请选择盖章页的照片或扫描件", "page") }
    return try await settle("page") { try await seal(bytes) }
  }

  /// By the leader's second factor, for the version that was looked at.
  func seal(
    byAnswer form: SubmittedForm, _ seal: (_ version: Int, _ answer: String) async throws -> Void
  ) async throws -> Response {
    guard !form.trimmed("answer").isEmpty else { return try await refuse("请输入数字", "answer") }
    return try await settle("answer") { try await seal(form.seenVersion, form["answer"] ?? "") }
  }

  /// By what came by fax or courier.
  func seal(
    received form: SubmittedForm, done: String = "sealed", _ seal: (_ version: Int, ReceivedPaper) async throws -> Void
  ) async throws -> Response {
    guard let way = ReceivedPaper.Way(rawValue: form["way"] ?? "") else { return try await refuse("请选择怎样送来的", "way", form) }
    let received = ReceivedPaper(way: way, scan: try form.bytes("page"), note: form["note"] ?? "")
    return try await settle(received.scan == nil ? "note" : "page", done: done, form) {
      try await seal(form.seenVersion, received)
    }
  }

  /// Does something to the record: the page with its refusal at `field`, or `done`.
  func settle(
    _ field: String?, done: String = "sealed", _ form: SubmittedForm? = nil, _ work: () async throws -> Void
  ) async throws -> Response {
    try await checkReach()
    do {
      try await orNotFound(work)
      return .redirect(toOwn: sealedAddress + "?done=\(done)")
    } catch let refusal as any Refusal { return try await again(FormErrors(refusal, for: field), form) }
  }

  private func refuse(_ message: String, _ field: String, _ form: SubmittedForm? = nil) async throws -> Response {
    var errors = FormErrors()
    errors.add(message, for: field)
    return try await again(errors, form)
  }
}

extension SubmittedForm {
  /// The bytes of the one file of a field; nil when none was chosen.
  func bytes(_ field: String) throws -> [UInt8]? {
    guard let file = files(field).first, file.sizeBytes > 0 else { return nil }
    return [UInt8](try Data(contentsOf: URL(filePath: file.path)))
  }

  /// The version that was looked at.
  fileprivate var seenVersion: Int { Int(trimmed("version")) ?? 0 }
}
