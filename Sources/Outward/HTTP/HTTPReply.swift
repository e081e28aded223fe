/// What the other side answered, whatever the status.
public struct HTTPReply: Sendable, Equatable {
  /// 100–599.
  public let status: Int
  public let headers: [HTTPHeader]
  /// The body, unless it went to a file.
  public let body: [UInt8]
  /// Bytes written to the target file; nil when none was written.
  public let fileBytes: Int?

  /// 200–299.
  public var isSuccess: Bool { (200..<300).contains(status) }

  /// The first value of a header; case of the name does not matter.
  public func header(_ name: String) -> String? {
    let wanted = name.lowercased()
    return headers.first { $0.name.lowercased() == wanted }?.value
  }
}
