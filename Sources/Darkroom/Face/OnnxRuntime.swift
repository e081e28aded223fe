import COnnx

/// The opened inference library.
///
/// Sessions keep it alive.
final class OnnxRuntime: Sendable {
  // The library's environment is made for use from any thread; the pointer never changes.
  nonisolated(unsafe) let pointer: OpaquePointer

  /// Opens the library at `path`.
  ///
  /// - Throws: `ModelRefusal.libraryUnusable`.
  init(library path: String) throws {
    var message = [CChar](repeating: 0, count: FaceLimits.messageBytes)
    guard let opened = onnx_runtime_open(path, &message, message.count) else {
      throw ModelRefusal.libraryUnusable(reason: Self.text(message))
    }
    pointer = opened
  }

  deinit { onnx_runtime_close(pointer) }

  /// What the C side wrote into its buffer; bytes that are no UTF-8 are replaced.
  static func text(_ message: [CChar]) -> String {
    String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
