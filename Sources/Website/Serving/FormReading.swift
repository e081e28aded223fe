import HTTPTypes
import Hummingbird

extension Request {
  /// Reads a urlencoded form within limits.
  ///
  /// - Throws: ``FormRefusal``.
  func form() async throws -> SubmittedForm {
    let type = headers[.contentType]?.split(separator: ";").first?.filter { $0 != " " }.lowercased()
    guard type == "application/x-www-form-urlencoded" else { throw FormRefusal.wrongType }
    try refuseLarger(than: WebsiteLimits.formBytes)
    var bytes: [UInt8] = []
    for try await piece in body {
      bytes.append(contentsOf: piece.readableBytesView)
      guard bytes.count <= WebsiteLimits.formBytes else {
        throw FormRefusal.tooLarge(limitBytes: WebsiteLimits.formBytes)
      }
    }
    return SubmittedForm(fields: try URLEncodedForm.decode(bytes))
  }

  /// Reads a form with files within limits; the files are spooled while they arrive.
  ///
  /// - Parameters:
  ///   - limits: what this page takes.
  ///   - beforeFirstFile: judges the fields before the first file, the token above all.
  ///   - open: makes the writer of a file, usually a ``SpoolFile``.
  /// - Returns: the fields and where the files are.
  /// - Throws: ``FormRefusal``, and what the closures throw; then no spooled file is left.
  func form(
    with limits: UploadLimits, beforeFirstFile: @escaping (SubmittedForm) throws -> Void,
    open: @escaping (_ field: String, _ fileName: String) throws -> any SpoolWriter
  ) async throws -> SubmittedForm {
    guard let boundary = MultipartParser.boundary(contentType: headers[.contentType]) else { throw FormRefusal.wrongType }
    try refuseLarger(than: limits.sizeLimitBytes + 2 * WebsiteLimits.formBytes, told: limits.sizeLimitBytes)
    var reader = MultipartForm(boundary: boundary, limits: limits, beforeFirstFile: beforeFirstFile, open: open)
    return try await reader.read(body)
  }

  /// Refuses by the announced length, before a byte is read.
  private func refuseLarger(than limit: Int, told: Int? = nil) throws {
    if let length = headers[.contentLength].flatMap({ Int($0) }), length > limit {
      throw FormRefusal.tooLarge(limitBytes: told ?? limit)
    }
  }
}
