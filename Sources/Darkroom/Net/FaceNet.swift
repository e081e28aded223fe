import CDarkroom
import Synchronization

/// One of the small face models, ready to run and shared by all threads.
///
/// The darkroom runs these itself: ONNX Runtime gives the same numbers within rounding (a test compares them), but takes twice the time,
/// half of it for carrying values between two layouts. Runs on the calling thread alone; the same picture gives the same bits.
final class FaceNet: Sendable {
  let model: ModelFile
  let input: ModelTensor
  let outputs: [ModelTensor]
  private let net: Net
  /// Memories that no run uses now, as many as ran at once.
  private let idle = Mutex<[NetMemory]>([])

  /// Opens a model with its one input of three channels.
  ///
  /// - Throws: `ModelRefusal.modelUnusable`.
  init(_ model: ModelFile, in folder: String, input: ModelTensor, outputs: [ModelTensor]) throws {
    self.model = model
    self.input = input
    self.outputs = outputs
    do {
      let bytes = try PictureReader.bytes(path: "\(folder)/\(model.fileName)")
      guard let file = OnnxFile(bytes) else { throw NetUnsupported(reason: "no ONNX model") }
      let plan = try NetPlan(file, input: input.name, height: input.shape[1], width: input.shape[2])
      net = try Net(plan, outputs: outputs)
    } catch let error as NetUnsupported {
      throw ModelRefusal.modelUnusable(name: model.fileName, reason: error.reason)
    } catch {
      throw ModelRefusal.modelUnusable(name: model.fileName, reason: "unreadable")
    }
  }

  deinit {
    for memory in idle.withLock({ $0 }) { memory.floats.deallocate() }
  }

  /// Runs the model on `values` (row-major, as many as the input's shape says); one array for each output.
  ///
  /// `isPlain` leaves out what newer processors have, to be tried on them too.
  ///
  /// - Throws: `InferenceFault` when what comes out are no numbers, which only damaged weights can do.
  func run(_ values: [Float], isPlain: Bool = false) throws -> [[Float]] {
    precondition(values.count == input.count, "the input has the shape of the model")
    let memory = idle.withLock { $0.popLast() } ?? NetMemory(count: net.memoryCount)
    defer { idle.withLock { $0.append(memory) } }
    let found = net.run(values, in: memory.floats, isPlain: isPlain)
    guard found.allSatisfy({ $0.allSatisfy(\.isFinite) }) else { throw InferenceFault(model: model, reason: "not a number") }
    return found
  }
}

/// A plan as the C side runs it, with its weights.
private final class Net: Sendable {
  let memoryCount: Int
  // Written once by `init`.
  nonisolated(unsafe) private let steps: UnsafeMutableBufferPointer<darkroom_net_step>
  nonisolated(unsafe) private let weights: UnsafeMutablePointer<Float>
  private let picture: (rows: Int, columns: Int, top: Int, left: Int, padded: NetPlan.Value, place: Int)
  private let outputs: [[(value: NetPlan.Value, place: Int)]]

  init(_ plan: NetPlan, outputs wanted: [ModelTensor]) throws {
    let layout = NetLayout(plan)
    memoryCount = layout.count
    outputs = try wanted.map { output in
      let parts = (plan.outputs[output.name] ?? []).map { (value: plan.values[$0], place: layout.places[$0]) }
      guard parts.reduce(0, { $0 + $1.value.height * $1.value.width * $1.value.channels }) == output.count else {
        throw NetUnsupported(reason: "output \(output.name) has another size")
      }
      return parts
    }
    let padded = plan.values[0]
    let pads = plan.inputPads
    picture = (padded.height - pads[0] - pads[2], padded.width - pads[1] - pads[3], pads[0], pads[1], padded, layout.places[0])
    steps = .allocate(capacity: plan.steps.count)
    var room = 0
    for (index, step) in plan.steps.enumerated() {
      let made = Self.step(step, plan, layout)
      steps.initializeElement(at: index, to: made)
      room += (step.weights.isEmpty ? 0 : darkroom_net_pack(&steps[index], nil, nil)) + 2 * Self.eights(step.bias.count)
    }
    weights = .allocate(capacity: room)
    weights.initialize(repeating: 0, count: room)
    var free = weights
    for (index, step) in plan.steps.enumerated() where !step.weights.isEmpty {
      let used = darkroom_net_pack(&steps[index], step.weights, free)
      steps[index].weights = UnsafePointer(free)
      free += used
      steps[index].bias = UnsafePointer(free)
      free.update(from: step.bias, count: step.bias.count)
      free += Self.eights(step.bias.count)
      guard !step.slopes.isEmpty else { continue }
      steps[index].slopes = UnsafePointer(free)
      free.update(from: step.slopes, count: step.slopes.count)
      free += Self.eights(step.slopes.count)
    }
  }

  deinit {
    steps.deallocate()
    weights.deallocate()
  }

  private static func eights(_ count: Int) -> Int { (count + 7) / 8 * 8 }

  private static func step(_ step: NetPlan.Step, _ plan: NetPlan, _ layout: NetLayout) -> darkroom_net_step {
    func value(_ index: Int) -> darkroom_net_value {
      let value = plan.values[index]
      return darkroom_net_value(
        height: Int32(value.height), width: Int32(value.width), channels: Int32(value.channels), step: value.step,
        place: layout.places[index])
    }
    var made = darkroom_net_step()
    made.kind = Int32(step.kind)
    made.activation = Int32(step.activation)
    made.in = value(step.input)
    made.out = value(step.output)
    made.second = step.second.map { layout.places[$0] } ?? -1
    made.third = step.third.map { layout.places[$0] } ?? -1
    made.second_channels = step.second.map { Int32(plan.values[$0].channels) } ?? 0
    made.kernel = Int32(step.kernel)
    made.stride = Int32(step.stride)
    made.pad_top = Int32(step.pads.top)
    made.pad_left = Int32(step.pads.left)
    return made
  }

  func run(_ values: [Float], in memory: UnsafeMutablePointer<Float>, isPlain: Bool) -> [[Float]] {
    let start = memory + picture.place
    start.update(repeating: 0, count: picture.padded.count)
    values.withUnsafeBufferPointer { given in
      guard let given = given.baseAddress else { return }
      for row in 0..<picture.rows {
        let to = start + ((row + picture.top) * picture.padded.width + picture.left) * 3
        to.update(from: given + row * picture.columns * 3, count: picture.columns * 3)
      }
    }
    darkroom_net_run(steps.baseAddress, steps.count, memory, isPlain ? 1 : 0)
    return outputs.map { parts in
      let count = parts.reduce(0) { $0 + $1.value.height * $1.value.width * $1.value.channels }
      return [Float](unsafeUninitializedCapacity: count) { buffer, used in
        guard let first = buffer.baseAddress else { return }
        for (value, place) in parts {
          let pixels = value.height * value.width
          // channels that were filled up are left out
          let isWhole = value.step == value.channels
          let (runs, length) = isWhole ? (1, pixels * value.channels) : (pixels, value.channels)
          for run in 0..<runs {
            (first + used).update(from: memory + place + run * value.step, count: length)
            used += length
          }
        }
      }
    }
  }
}
