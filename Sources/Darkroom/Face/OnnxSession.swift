import COnnx

/// A tensor of a model: its name and its fixed shape, 32-bit floats.
struct ModelTensor: Sendable {
  let name: String
  let shape: [Int]

  var count: Int { shape.reduce(1, *) }
}

/// The library failed while running a model: never expected, whatever the picture holds.
struct InferenceFault: Error {
  let model: ModelFile
  let reason: String
}

/// One model, shared by all threads: running it changes nothing in it.
final class OnnxSession: Sendable {
  let model: ModelFile
  let input: ModelTensor
  let outputs: [ModelTensor]
  private let runtime: OnnxRuntime
  // Running a session from several threads at once is what the library promises; the pointer never changes.
  nonisolated(unsafe) private let pointer: OpaquePointer

  /// Opens a model with its one input and at most two outputs.
  ///
  /// - Throws: `ModelRefusal.modelUnusable`.
  init(_ model: ModelFile, in folder: String, runtime: OnnxRuntime, input: ModelTensor, outputs: [ModelTensor]) throws {
    self.model = model
    self.input = input
    self.outputs = outputs
    self.runtime = runtime
    var message = [CChar](repeating: 0, count: FaceLimits.messageBytes)
    let opened = Self.withTensors([input] + outputs) { tensors in
      onnx_session_open(
        runtime.pointer, "\(folder)/\(model.fileName)", tensors[0], Array(tensors.dropFirst()), outputs.count, &message,
        message.count)
    }
    guard let opened else { throw ModelRefusal.modelUnusable(name: model.fileName, reason: OnnxRuntime.text(message)) }
    pointer = opened
  }

  deinit { onnx_session_close(pointer) }

  /// Runs the model on `values` (row-major, as many as the input's shape says); one array for each output.
  ///
  /// - Throws: `InferenceFault`.
  func run(_ values: [Float]) throws -> [[Float]] {
    precondition(values.count == input.count, "the input has the shape of the model")
    var message = [CChar](repeating: 0, count: FaceLimits.messageBytes)
    let buffers = outputs.map { UnsafeMutableBufferPointer<Float>.allocate(capacity: $0.count) }
    defer { for buffer in buffers { buffer.deallocate() } }
    let status = onnx_session_run(pointer, values, buffers.map(\.baseAddress), &message, message.count)
    guard status == 0 else { throw InferenceFault(model: model, reason: OnnxRuntime.text(message)) }
    return buffers.map { Array($0) }
  }

  private static func withTensors<Result>(_ tensors: [ModelTensor], _ body: ([onnx_tensor]) -> Result) -> Result {
    func add(_ rest: ArraySlice<ModelTensor>, to done: [onnx_tensor]) -> Result {
      guard let next = rest.first else { return body(done) }
      return next.name.withCString { name in
        var tensor = onnx_tensor()
        tensor.name = name
        tensor.rank = next.shape.count
        withUnsafeMutableBytes(of: &tensor.shape) { bytes in
          let axes = bytes.bindMemory(to: Int64.self)
          for (axis, length) in next.shape.enumerated() { axes[axis] = Int64(length) }
        }
        return add(rest.dropFirst(), to: done + [tensor])
      }
    }
    return add(tensors[...], to: [])
  }
}
