/// What a model file says: its nodes in order, and its constants.
///
/// Reads as much of ONNX (a protobuf message) as the face models use; every bound is checked.
struct OnnxFile {
  struct Node {
    var kind = ""
    var inputs: [String] = []
    var outputs: [String] = []
    var numbers: [String: [Int]] = [:]
  }

  /// 32-bit floats, row-major.
  struct Constant {
    var shape: [Int] = []
    var values: [Float] = []
  }

  private(set) var nodes: [Node] = []
  private(set) var constants: [String: Constant] = [:]
  private(set) var outputs: [String] = []

  /// Nil when the bytes are no such message.
  init?(_ bytes: [UInt8]) {
    guard let model = ProtobufMessage(bytes[...]), let graph = model.messages(7).first.flatMap({ ProtobufMessage($0) }) else {
      return nil
    }
    for part in graph.messages(1) {
      guard let node = ProtobufMessage(part).map(Self.node) else { return nil }
      nodes.append(node)
    }
    for part in graph.messages(5) {
      guard let tensor = ProtobufMessage(part) else { return nil }
      constants[tensor.text(8)] = Self.constant(tensor)
    }
    for part in graph.messages(12) {
      guard let output = ProtobufMessage(part) else { return nil }
      outputs.append(output.text(1))
    }
    guard !nodes.isEmpty, !outputs.isEmpty else { return nil }
  }

  private static func node(_ message: ProtobufMessage) -> Node {
    var node = Node(
      kind: message.text(4), inputs: message.messages(1).map(ProtobufMessage.text),
      outputs: message.messages(2).map(ProtobufMessage.text))
    for part in message.messages(5) {
      guard let attribute = ProtobufMessage(part) else { continue }
      let numbers = attribute.numbers(8)
      node.numbers[attribute.text(1)] = numbers.isEmpty ? attribute.numbers(3) : numbers
    }
    return node
  }

  /// Only numbers of the kind the models compute with have values.
  private static func constant(_ tensor: ProtobufMessage) -> Constant {
    let raw = tensor.messages(9).first ?? []
    guard tensor.numbers(2) == [1], raw.count.isMultiple(of: 4) else { return Constant(shape: tensor.numbers(1)) }
    let values = [Float](unsafeUninitializedCapacity: raw.count / 4) { buffer, count in
      raw.withUnsafeBytes { UnsafeMutableRawBufferPointer(buffer).copyMemory(from: $0) }
      count = raw.count / 4
    }
    return Constant(shape: tensor.numbers(1), values: values)
  }
}

/// The fields of a protobuf message by their numbers.
private struct ProtobufMessage {
  private var parts: [Int: [ArraySlice<UInt8>]] = [:]
  private var whole: [Int: [Int]] = [:]

  init?(_ bytes: ArraySlice<UInt8>) {
    var rest = bytes
    while !rest.isEmpty {
      guard let key = Self.number(&rest) else { return nil }
      let field = key >> 3
      switch key & 7 {
      case 0:
        guard let value = Self.number(&rest) else { return nil }
        whole[field, default: []].append(value)
      case 1, 5:
        let size = key & 7 == 1 ? 8 : 4
        guard rest.count >= size else { return nil }
        rest = rest.dropFirst(size)
      case 2:
        guard let size = Self.number(&rest), size >= 0, size <= rest.count else { return nil }
        parts[field, default: []].append(rest.prefix(size))
        rest = rest.dropFirst(size)
      default: return nil
      }
    }
  }

  func messages(_ field: Int) -> [ArraySlice<UInt8>] { parts[field] ?? [] }

  func text(_ field: Int) -> String { messages(field).first.map(Self.text) ?? "" }

  static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

  /// Whole numbers, written one by one or packed.
  func numbers(_ field: Int) -> [Int] {
    var numbers = whole[field] ?? []
    for part in messages(field) {
      var rest = part
      while let number = Self.number(&rest) { numbers.append(number) }
    }
    return numbers
  }

  private static func number(_ rest: inout ArraySlice<UInt8>) -> Int? {
    var value: UInt64 = 0
    for index in 0..<10 {
      guard let byte = rest.popFirst() else { return nil }
      value |= UInt64(byte & 0x7F) << (7 * UInt64(index))
      if byte < 0x80 { return Int(truncatingIfNeeded: value) }
    }
    return nil
  }
}
