import GraduatePhotos

/// Why keys are not exported or imported.
public enum KeyExportRefusal: Refusal, Equatable {
  case fileExists(path: String)
  case unwritable(path: String)
  case unreadable(path: String)
  case wouldReplace(path: String)
  case rotatedMeanwhile(path: String)

  public var code: String {
    switch self {
    case .fileExists: "keys.file-exists"
    case .unwritable: "keys.unwritable"
    case .unreadable: "keys.export-unreadable"
    case .wouldReplace: "keys.would-replace"
    case .rotatedMeanwhile: "keys.rotated-meanwhile"
    }
  }

  public var message: String {
    switch self {
    case .fileExists(let path): "文件 \(path) 已经存在"
    case .unwritable(let path): "文件 \(path) 写不进去"
    case .unreadable(let path): "导出文件 \(path) 读不出来"
    case .wouldReplace(let path): "密钥文件 \(path) 里已有另一套密钥，用它加密的内容靠它才能打开"
    case .rotatedMeanwhile(let path): "导出的同时有人更换了密钥，导出文件 \(path) 里没有新的密钥"
    }
  }

  public var hint: String {
    switch self {
    case .fileExists: "请换一个文件名；确实要覆盖，请加上 --replace"
    case .unwritable: "请检查文件夹是否存在、是否有权限、磁盘是否已满"
    case .unreadable: "请核对文件名和存储介质"
    case .wouldReplace: "如果确定要换成导出文件里的这一套，请加上 --replace；原文件会改名保留"
    case .rotatedMeanwhile: "请再导出一次，加上 --replace"
    }
  }
}
