import CDarkroom

/// A model asks for what the darkroom's own network runner does not do.
struct NetUnsupported: Error {
  let reason: String
}

/// The steps of a network, made once from its file: each convolution takes the sum and the activation behind it along, and what only
/// changes the order of numbers (transpositions, reshapes, channels filled up with zeros) costs nothing.
struct NetPlan {
  /// A value's size; places in the memory are given when all steps are known.
  struct Value {
    var height: Int
    var width: Int
    var channels: Int
    /// Numbers from a pixel to the next.
    var step: Int
    var count: Int { height * width * step }
  }

  struct Step {
    var kind: Int
    var activation = DARKROOM_NET_PLAIN
    var input: Int
    var output: Int
    var second: Int?
    var third: Int?
    var kernel = 1
    var stride = 1
    /// Rows and columns of zeros before the first.
    var pads = (top: 0, left: 0)
    var weights: [Float] = []
    var bias: [Float] = []
    var slopes: [Float] = []
  }

  private(set) var values: [Value]
  private(set) var steps: [Step] = []
  /// Rows and columns of zeros around the picture: above, left, below, right.
  private(set) var inputPads = [0, 0, 0, 0]
  /// Values one behind the other for each output, by its name.
  private(set) var outputs: [String: [Int]] = [:]

  private let file: OnnxFile
  /// Names that mean the same numbers.
  private var aliases: [String: String] = [:]
  private var uses: [String: [Int]] = [:]
  private var known: [String: Int] = [:]
  /// Nodes that an earlier one took along.
  private var done: Set<Int> = []

  /// For a picture of that size and three channels, the input of that name.
  init(_ file: OnnxFile, input: String, height: Int, width: Int) throws {
    self.file = file
    values = [Value(height: height, width: width, channels: 3, step: 3)]
    known[input] = 0
    for node in file.nodes where ["Transpose", "Reshape", "Pad"].contains(node.kind) {
      aliases[node.outputs[0]] = node.inputs[0]
    }
    for (index, node) in file.nodes.enumerated() where aliases[node.outputs[0]] == nil {
      for input in node.inputs where file.constants[input] == nil { uses[name(input), default: []].append(index) }
    }
    for (index, node) in file.nodes.enumerated() where aliases[node.outputs[0]] == nil && !done.contains(index) {
      try add(node)
    }
    for output in file.outputs where outputs[output] == nil { outputs[output] = [try value(output)] }
  }

  // MARK: Names

  private func name(_ given: String) -> String {
    var name = given
    while let other = aliases[name] { name = other }
    return name
  }

  private func value(_ given: String) throws -> Int {
    guard let value = known[name(given)] else { throw NetUnsupported(reason: "\(given) comes from nowhere") }
    return value
  }

  private func constant(_ node: OnnxFile.Node, _ index: Int) throws -> OnnxFile.Constant {
    guard node.inputs.count > index, let constant = file.constants[node.inputs[index]] else {
      throw NetUnsupported(reason: "\(node.kind) without constant \(index)")
    }
    return constant
  }

  /// The nodes that read a value.
  private func readers(_ name: String) -> [(index: Int, node: OnnxFile.Node)] {
    (uses[self.name(name)] ?? []).map { ($0, file.nodes[$0]) }
  }

  // MARK: Nodes

  private mutating func add(_ node: OnnxFile.Node) throws {
    switch node.kind {
    case "Conv": try addConvolution(node)
    case "ConvTranspose": try addUnfolding(node)
    case "MaxPool": try addResizing(node, DARKROOM_NET_LARGEST) { ($0 / 2, $1 / 2) }
    case "AveragePool": try addResizing(node, DARKROOM_NET_MEAN) { _, _ in (1, 1) }
    case "Resize": try addResizing(node, DARKROOM_NET_ENLARGE) { ($0 * 2, $1 * 2) }
    case "Mul": try addScaling(node)
    case "Add": try addSum(node)
    case "Concat": outputs[node.outputs[0]] = try node.inputs.map { try value($0) }
    default: throw NetUnsupported(reason: "\(node.kind) stands alone")
    }
  }

  private mutating func newValue(_ height: Int, _ width: Int, _ channels: Int) -> Int {
    values.append(Value(height: height, width: width, channels: channels, step: (channels + 7) / 8 * 8))
    return values.count - 1
  }

  private mutating func addConvolution(_ node: OnnxFile.Node) throws {
    let weights = try constant(node, 1)
    let input = try value(node.inputs[0])
    var pads = node.numbers["pads"] ?? [0, 0, 0, 0]
    let stride = node.numbers["strides"]?.first ?? 1
    let group = node.numbers["group"]?.first ?? 1
    guard weights.shape.count == 4, weights.shape[2] == weights.shape[3], pads.count == 4, stride > 0 else {
      throw NetUnsupported(reason: "a kernel that is no square")
    }
    let kernel = weights.shape[2]
    let isDepth = group > 1
    let bias = try constant(node, 2).values
    guard weights.shape[1] == (isDepth ? 1 : values[input].channels), bias.count == weights.shape[0],
      weights.values.count == weights.shape[0] * weights.shape[1] * kernel * kernel
    else { throw NetUnsupported(reason: "weights of another size") }
    guard !isDepth || (group == values[input].channels && group == weights.shape[0] && [3, 5].contains(kernel)) else {
      throw NetUnsupported(reason: "groups of channels")
    }
    if !isDepth, pads != [0, 0, 0, 0] {
      guard input == 0, inputPads == [0, 0, 0, 0] else { throw NetUnsupported(reason: "zeros around a value") }
      inputPads = pads
      values[0].height += pads[0] + pads[2]
      values[0].width += pads[1] + pads[3]
      pads = [0, 0, 0, 0]
    }
    let height = (values[input].height + pads[0] + pads[2] - kernel) / stride + 1
    let width = (values[input].width + pads[1] + pads[3] - kernel) / stride + 1
    guard kernel > 0, height > 0, width > 0 else { throw NetUnsupported(reason: "a kernel larger than its picture") }
    let output = newValue(height, width, weights.shape[0])
    var step = Step(
      kind: isDepth ? DARKROOM_NET_CONVOLVE_DEPTH : DARKROOM_NET_CONVOLVE, input: input, output: output, kernel: kernel,
      stride: stride, pads: (pads[0], pads[1]), weights: weights.values, bias: bias)
    var last = node.outputs[0]
    if !isDepth { last = takeSum(last, into: &step) }
    last = takeActivation(last, into: &step)
    finish(step, last)
  }

  private mutating func finish(_ step: Step, _ last: String) {
    steps.append(step)
    known[name(last)] = step.output
  }

  /// Two by two numbers from each pixel: a convolution to four channels, and their place beside each other.
  private mutating func addUnfolding(_ node: OnnxFile.Node) throws {
    let weights = try constant(node, 1)
    let input = try value(node.inputs[0])
    guard weights.shape == [values[input].channels, 1, 2, 2], weights.values.count == values[input].channels * 4 else {
      throw NetUnsupported(reason: "a large transposed kernel")
    }
    let channels = values[input].channels
    let turned = (0..<4).flatMap { place in (0..<channels).map { weights.values[$0 * 4 + place] } }
    let bias = [Float](repeating: try constant(node, 2).values.first ?? 0, count: 4)
    let (height, width) = (values[input].height, values[input].width)
    let four = newValue(height, width, 4)
    steps.append(Step(kind: DARKROOM_NET_CONVOLVE, input: input, output: four, weights: turned, bias: bias))
    let output = newValue(height * 2, width * 2, 1)
    values[output].step = 1
    var step = Step(kind: DARKROOM_NET_UNFOLD, input: four, output: output)
    finish(step, takeActivation(node.outputs[0], into: &step))
    steps[steps.count - 1] = step
  }

  private mutating func addResizing(_ node: OnnxFile.Node, _ kind: Int, _ size: (Int, Int) -> (Int, Int)) throws {
    let input = try value(node.inputs[0])
    let (height, width) = size(values[input].height, values[input].width)
    finish(Step(kind: kind, input: input, output: newValue(height, width, values[input].channels)), node.outputs[0])
  }

  /// Channels times one number each, and the sum behind it.
  private mutating func addScaling(_ node: OnnxFile.Node) throws {
    let pair = try (value(node.inputs[0]), value(node.inputs[1]))
    let (large, small) = values[pair.0].count > values[pair.1].count ? pair : (pair.1, pair.0)
    guard values[small].height == 1, values[small].width == 1, values[small].channels == values[large].channels else {
      throw NetUnsupported(reason: "a product of two pictures")
    }
    let value = values[large]
    var step = Step(
      kind: DARKROOM_NET_SCALE, input: large, output: newValue(value.height, value.width, value.channels), second: small)
    var sum = Step(kind: DARKROOM_NET_SCALE, input: large, output: step.output)
    let last = takeSum(node.outputs[0], into: &sum)
    if let third = sum.second {
      guard values[third].count == value.count else { throw NetUnsupported(reason: "a sum of different sizes") }
      step.third = third
    }
    finish(step, takeActivation(last, into: &step))
    steps[steps.count - 1] = step
  }

  private mutating func addSum(_ node: OnnxFile.Node) throws {
    let (one, other) = try (value(node.inputs[0]), value(node.inputs[1]))
    let size = values[one]
    guard size.count == values[other].count else { throw NetUnsupported(reason: "a sum of different sizes") }
    var step = Step(
      kind: DARKROOM_NET_ADD, input: one, output: newValue(size.height, size.width, size.channels), second: other)
    let last = takeActivation(node.outputs[0], into: &step)
    finish(step, last)
  }

  // MARK: What is taken along

  /// When the only reader adds something that is known already, the step does it; the name of the result.
  private mutating func takeSum(_ last: String, into step: inout Step) -> String {
    let readers = readers(last)
    guard readers.count == 1, readers[0].node.kind == "Add" else { return last }
    let node = readers[0].node
    let others = node.inputs.filter { name($0) != name(last) }
    guard others.count == 1, let other = known[name(others[0])] else { return last }
    step.second = other
    done.insert(readers[0].index)
    return node.outputs[0]
  }

  /// When everything that reads the value is one activation, the step does it; the name of the result.
  private mutating func takeActivation(_ last: String, into step: inout Step) -> String {
    let readers = readers(last)
    let kinds = ["Relu": DARKROOM_NET_RELU, "HardSwish": DARKROOM_NET_HARD_SWISH, "Sigmoid": DARKROOM_NET_SIGMOID]
    if readers.count == 1, let kind = kinds[readers[0].node.kind] {
      step.activation = kind
      done.insert(readers[0].index)
      return readers[0].node.outputs[0]
    }
    guard readers.count == 2 else { return last }
    return takeSlopes(last, readers, into: &step) ?? last
  }

  /// Slopes for negative values, written as `max(x, slope · x)` or as `relu(x) + slope · min(x, 0)`.
  private mutating func takeSlopes(
    _ last: String, _ readers: [(index: Int, node: OnnxFile.Node)], into step: inout Step
  ) -> String? {
    func reader(_ kind: String) -> (index: Int, node: OnnxFile.Node)? { readers.first { $0.node.kind == kind } }
    var taken = readers.map(\.index)
    let product: OnnxFile.Node
    let result: String
    if let times = reader("Mul"), let most = reader("Max") {
      guard Set(most.node.inputs.map(name)) == [name(last), name(times.node.outputs[0])] else { return nil }
      (product, result) = (times.node, most.node.outputs[0])
    } else if let relu = reader("Relu"), let least = reader("Min") {
      let times = self.readers(least.node.outputs[0])
      guard times.count == 1, times[0].node.kind == "Mul" else { return nil }
      let sums = self.readers(times[0].node.outputs[0])
      guard sums.count == 1, sums[0].node.kind == "Add",
        Set(sums[0].node.inputs.map(name)) == [name(relu.node.outputs[0]), name(times[0].node.outputs[0])]
      else { return nil }
      taken += [times[0].index, sums[0].index]
      (product, result) = (times[0].node, sums[0].node.outputs[0])
    } else {
      return nil
    }
    guard let slopes = product.inputs.compactMap({ file.constants[$0] }).first,
      slopes.values.count == values[step.output].channels
    else { return nil }
    step.activation = DARKROOM_NET_PRELU
    step.slopes = slopes.values
    done.formUnion(taken)
    return result
  }
}
