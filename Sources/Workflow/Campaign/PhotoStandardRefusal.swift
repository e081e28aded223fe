import GraduatePhotos

/// Why a photo standard is not added or not changed.
public enum PhotoStandardRefusal: Refusal, Equatable {
  case unknown(id: String)
  case exists(id: String, name: String)
  case problems([String])
  case provinceUnknown(String)
  case tooMany(limit: Int)

  public var code: String {
    switch self {
    case .unknown: "photo-standard.unknown"
    case .exists: "photo-standard.exists"
    case .problems: "photo-standard.problems"
    case .provinceUnknown: "photo-standard.province-unknown"
    case .tooMany: "photo-standard.too-many"
    }
  }

  public var message: String {
    switch self {
    case .unknown(let id): "没有代号为「\(id)」的照片规范"
    case .exists(let id, let name): "代号「\(id)」已是「\(name)」"
    case .problems(let problems):
      problems.count == 1 ? problems[0] : "有 \(problems.count) 处要改：" + problems.prefix(3).joined(separator: "；")
    case .provinceUnknown(let text): "没有名为「\(text)」的省份"
    case .tooMany(let limit): "照片规范最多 \(limit) 个"
    }
  }

  public var hint: String {
    switch self {
    case .unknown: "请从照片规范列表里选"
    case .exists: "请换一个代号，例如加上省份拼音和年份"
    case .problems: "请对照规范原文核对数值"
    case .provinceUnknown: "请填写省份全称；全国适用请不要填写"
    case .tooMany: "请修改已有的规范"
    }
  }
}
