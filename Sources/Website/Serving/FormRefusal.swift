import GraduatePhotos

/// Why a sent form was not even read.
enum FormRefusal: Refusal, Equatable {
  case tooLarge(limitBytes: Int)
  case tooManyFields(limit: Int)
  case tooManyFiles(limit: Int)
  case malformed
  case wrongType

  var code: String {
    switch self {
    case .tooLarge: "form.too-large"
    case .tooManyFields: "form.too-many-fields"
    case .tooManyFiles: "form.too-many-files"
    case .malformed: "form.malformed"
    case .wrongType: "form.wrong-type"
    }
  }

  var message: String {
    switch self {
    case .tooLarge(let limit): "提交的内容超过 \(Self.size(limit))，没有保存。"
    case .tooManyFields(let limit): "提交的项目超过 \(limit) 项，没有保存。"
    case .tooManyFiles(let limit): "一次最多上传 \(limit) 个文件，这次没有保存。"
    case .malformed: "提交的内容在传输中不完整，没有保存。"
    case .wrongType: "提交的方式不对，没有保存。"
    }
  }

  var hint: String {
    switch self {
    case .tooLarge: "请压缩或分几次上传。"
    case .tooManyFields: "请分几次提交。"
    case .tooManyFiles: "请分几次上传。"
    case .malformed, .wrongType: "请返回上一页再提交一次；如果还不行，换一个浏览器试试。"
    }
  }

  private static func size(_ bytes: Int) -> String {
    bytes >= 1024 * 1024 ? "\(bytes / 1024 / 1024) MB" : "\(max(bytes / 1024, 1)) KB"
  }
}
