import GraduatePhotos

extension String {
  /// A typed reason, trimmed.
  ///
  /// - limit: in characters.
  /// - none, tooLong: what is thrown for an empty one, and for one beyond the limit.
  func reason(limit: Int, none: any Refusal, tooLong: any Refusal) throws -> String {
    let reason = trimmed
    guard !reason.isEmpty else { throw none }
    guard reason.count <= limit else { throw tooLong }
    return reason
  }
}
