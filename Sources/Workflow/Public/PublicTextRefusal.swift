import GraduatePhotos

/// Why a public text is not kept or not published.
public enum PublicTextRefusal: Refusal, Equatable {
  case empty
  case tooLong(characters: Int)
  /// Each names its line.
  case problems([PublicTextProblem])
  case unknownVersion

  public var code: String {
    switch self {
    case .empty: "public-text.empty"
    case .tooLong: "public-text.too-long"
    case .problems: "public-text.problems"
    case .unknownVersion: "public-text.unknown-version"
    }
  }

  public var message: String {
    switch self {
    case .empty: "没有写文字"
    case .tooLong(let characters): "文字有 \(characters) 字，太长"
    case .problems(let problems):
      problems.count == 1
        ? problems[0].chinese : "有 \(problems.count) 处要改：" + problems.prefix(3).map(\.chinese).joined(separator: "；")
    case .unknownVersion: "没有这一版"
    }
  }

  public var hint: String {
    switch self {
    case .empty: "要回到默认文字，请用默认文字重写"
    case .tooLong: "最多 \(PublicText.charactersLimit) 字，请删减或分到别的页面"
    case .problems: "请改好后再保存；你写的都还在"
    case .unknownVersion: "请从版本列表里选"
    }
  }
}
