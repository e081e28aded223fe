import GraduatePhotos

/// What can be wrong with the key file.
public enum KeyRefusal: Refusal, Equatable {
  case missing(path: String)
  case unreadable(path: String)
  case tooOpen(path: String)
  case incomplete
  case unknownKey(String)
  case wrongPassphrase
  case shortPassphrase
  case otherRing
  case keysLost(String)

  public var code: String {
    switch self {
    case .missing: "keys.missing"
    case .unreadable: "keys.unreadable"
    case .tooOpen: "keys.too-open"
    case .incomplete: "keys.incomplete"
    case .unknownKey: "keys.unknown"
    case .wrongPassphrase: "keys.wrong-passphrase"
    case .shortPassphrase: "keys.short-passphrase"
    case .otherRing: "keys.other-ring"
    case .keysLost: "keys.lost"
    }
  }

  public var message: String {
    switch self {
    case .missing(let path): "找不到密钥文件 \(path)"
    case .unreadable(let path): "密钥文件 \(path) 读不出来，内容不完整或不是密钥文件"
    case .tooOpen(let path): "密钥文件 \(path) 的权限过宽，别的用户也能读"
    case .incomplete: "密钥文件里缺少一种密钥"
    case .unknownKey(let id): "密钥文件里没有编号为 \(id) 的密钥，用它加密的内容打不开"
    case .wrongPassphrase: "口令不对，或者导出文件已损坏"
    case .shortPassphrase: "口令太短"
    case .otherRing: "导出文件里的密钥和现在的密钥文件不是同一套"
    case .keysLost(let id): "密钥文件里少了正在使用的密钥 \(id)，没有换用这个文件"
    }
  }

  public var hint: String {
    switch self {
    case .missing: "如果是从备份恢复的，请先用 biying keys import 把导出的密钥放回来"
    case .unreadable, .incomplete, .unknownKey: "请用 biying keys import 从导出的密钥恢复"
    case .tooOpen: "请执行 chmod 600 后再试"
    case .wrongPassphrase: "请核对口令，注意大小写"
    case .shortPassphrase: "请至少输入 12 个字符"
    case .keysLost: "请用 biying keys import 放回最近导出的那一套；服务暂时仍用内存里的密钥，先不要重启"
    case .otherRing: "请重新执行 biying keys export，再检查新的导出文件"
    }
  }
}
