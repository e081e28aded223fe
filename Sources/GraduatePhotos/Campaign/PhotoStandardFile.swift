import FoundationEssentials

/// A photo standard as a file: one JSON object, whose fields `Standards/README.md` lists.
public enum PhotoStandardFile {
  /// Bytes of such a file.
  public static let byteLimit = 1 << 20

  /// Reads and checks a standard.
  ///
  /// - Throws: the first mistake, with its field.
  public static func read(_ bytes: [UInt8]) throws(PhotoStandardFileRefusal) -> PhotoStandard {
    guard bytes.count <= byteLimit else { throw .tooLarge(limit: byteLimit) }
    let data = Data(bytes)
    let decoder = JSONDecoder()
    let standard: PhotoStandard
    do {
      let given = try decoder.decode(FieldNames.self, from: data).paths
      // a mistyped name would leave its requirement open without a word
      if let stranger = given.subtracting(try known()).min() { throw PhotoStandardFileRefusal.unknownField(stranger) }
      standard = try decoder.decode(PhotoStandard.self, from: data)
    } catch let refusal as PhotoStandardFileRefusal {
      throw refusal
    } catch let error as DecodingError {
      throw PhotoStandardFileRefusal(error)
    } catch { throw .notJSON }
    let problems = standard.problems()
    guard problems.isEmpty else { throw .problems(problems) }
    return standard
  }

  /// Every field there is, by a standard that has them all.
  private static func known() throws -> Set<String> {
    let bounds = PhotoStandard.Bounds(0...1)
    let full = PhotoStandard(
      id: "", name: "", leastQuality: 1, fileBytes: bounds, hairlineToTopPixels: bounds,
      eyes: .init(pixels: bounds), faceWidthPixels: bounds,
      composition: .init(
        aboveHead: 1, head: 1, shoulders: 1, besideHead: 1, paperWidthMillimetres: 1, paperHeightMillimetres: 1,
        headWidthMillimetres: bounds, headLengthMillimetres: bounds),
      backgrounds: [.init("", red: 0, green: 0, blue: 0)], personDecides: [""], newestWithinMonths: 1, source: "", fromYear: 1,
      toYear: 1, province: "")
    return try JSONDecoder().decode(FieldNames.self, from: try JSONEncoder().encode(full)).paths
  }
}

/// Why a file is no photo standard.
public enum PhotoStandardFileRefusal: Refusal, Equatable {
  case tooLarge(limit: Int)
  case notJSON
  /// A required field is missing, by its path (`eyes.pixels`).
  case missing(String)
  /// A field holds another kind of value, or one that is not known there.
  case wrongValue(String)
  case unknownField(String)
  /// All is there, and does not fit together (`PhotoStandard.problems()`).
  case problems([String])

  init(_ error: DecodingError) {
    func path(_ context: DecodingError.Context, _ last: String? = nil) -> String {
      (context.codingPath.map { $0.intValue.map { "第 \($0 + 1) 项" } ?? $0.stringValue } + [last].compactMap(\.self))
        .joined(separator: ".")
    }
    switch error {
    case .keyNotFound(let key, let context): self = .missing(path(context, key.stringValue))
    case .typeMismatch(_, let context), .valueNotFound(_, let context): self = .wrongValue(path(context))
    case .dataCorrupted(let context): self = context.codingPath.isEmpty ? .notJSON : .wrongValue(path(context))
    @unknown default: self = .notJSON
    }
  }

  public var code: String {
    switch self {
    case .tooLarge: "standard-file.too-large"
    case .notJSON: "standard-file.not-json"
    case .missing: "standard-file.missing-field"
    case .wrongValue: "standard-file.wrong-value"
    case .unknownField: "standard-file.unknown-field"
    case .problems: "standard-file.problems"
    }
  }

  public var message: String {
    switch self {
    case .tooLarge(let limit): "照片规范文件超过 \(limit / 1024) KB"
    case .notJSON: "照片规范文件不是 JSON"
    case .missing(let field): "照片规范文件缺少 \(field)"
    case .wrongValue(let field): field.isEmpty ? "照片规范文件应是一个 JSON 对象" : "照片规范文件里 \(field) 的值不对"
    case .unknownField(let field): "照片规范文件里没有 \(field) 这一项"
    case .problems(let problems): "照片规范有问题：\(problems.joined(separator: "；"))"
    }
  }

  public var hint: String {
    switch self {
    case .problems: "请改正后再试"
    default: "写法见 Standards 文件夹里的说明和例子"
    }
  }
}

/// The names of all fields of a JSON value, with those above them.
private struct FieldNames: Decodable {
  var paths: Set<String> = []

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    if let object = try? decoder.container(keyedBy: Name.self) {
      for name in object.allKeys {
        paths.insert(name.stringValue)
        paths.formUnion(try object.decode(FieldNames.self, forKey: name).paths.map { "\(name.stringValue).\($0)" })
      }
    } else if var list = try? decoder.unkeyedContainer() {
      while !list.isAtEnd { paths.formUnion(try list.decode(FieldNames.self).paths) }
    }
  }
}
