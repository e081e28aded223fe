/// Why a manifest cannot be written or read.
public enum ManifestRefusal: Refusal, Hashable {
  case notText
  case notAManifest
  case tooLarge(Int)
  case tooManyFiles(Int)
  /// A line of the head is missing or wrong; holds its label.
  case field(String)
  /// A line that is no file; holds its number from 1.
  case line(Int)
  /// A file that may not stand in a manifest; holds its number from 1 and what is wrong. Its path may be an identity number.
  case file(Int, String)
  /// Holds the number from 1 of the second of them.
  case samePath(Int)
  /// It says another number of files than it lists.
  case count(said: Int, found: Int)
  case signature
  /// It can be read, but is not written as we write it: somebody changed it.
  case otherForm

  public var code: String {
    switch self {
    case .notText: "manifest.not-text"
    case .notAManifest: "manifest.not-a-manifest"
    case .tooLarge: "manifest.too-large"
    case .tooManyFiles: "manifest.too-many-files"
    case .field: "manifest.field"
    case .line: "manifest.line"
    case .file: "manifest.file"
    case .samePath: "manifest.same-path"
    case .count: "manifest.count"
    case .signature: "manifest.signature"
    case .otherForm: "manifest.other-form"
    }
  }

  public var message: String {
    switch self {
    case .notText: "清单不是文本文件，已经损坏"
    case .notAManifest: "这个文件不是毕影的交付清单"
    case .tooLarge(let bytes): "清单有 \(bytes >> 20) MB，最多 \(DeliveryLimits.manifestBytes >> 20) MB"
    case .tooManyFiles(let count): "清单有 \(count) 个文件，最多 \(DeliveryLimits.manifestFiles) 个"
    case .field(let label): "清单的「\(label)」缺失或不对"
    case .line(let number): "清单第 \(number) 行看不懂"
    case .file(let number, let problem): "清单里的第 \(number) 个文件：\(problem)"
    case .samePath(let number): "清单里的第 \(number) 个文件和前一个是同一个文件"
    case .count(let said, let found): "清单写明 \(said) 个文件，实际列出 \(found) 个"
    case .signature: "清单末尾的签名行缺失或不完整"
    case .otherForm: "清单被改动过：内容读得出来，但不是原来的写法"
    }
  }

  public var hint: String {
    switch self {
    case .notAManifest: "请选择交付光盘或压缩包本身，清单是其中的 \(Manifest.fileName)"
    case .tooLarge, .tooManyFiles: ""
    default: "请不要编辑清单；请从原盘重新复制，或请总部重新寄送"
    }
  }
}
