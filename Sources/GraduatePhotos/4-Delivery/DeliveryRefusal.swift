/// Why a delivery cannot be laid out.
public enum DeliveryRefusal: Refusal, Hashable {
  /// A folder's name; holds what it is, such as 院系, and the name itself.
  case folderName(kind: String, name: String, SafeNameProblem)
  /// A graduate's key cannot name a file; holds our number of the graduate.
  case keyName(PhotoKey, internalNumber: String, SafeNameProblem)
  /// Two graduates of one class have the same key; holds our numbers of both.
  case sameKey(PhotoKey, internalNumber: String, other: String)
  /// Folders and name together are longer than a disc takes; holds our number of the graduate.
  case pathTooLong(internalNumber: String)
  /// A picture is larger than one file may be; holds our number of the graduate.
  case photoTooLarge(internalNumber: String, bytes: Int)
  case tooManyVolumes(Int)

  public var code: String {
    switch self {
    case .folderName: "delivery.folder-name"
    case .keyName: "delivery.key-name"
    case .sameKey: "delivery.same-key"
    case .pathTooLong: "delivery.path-too-long"
    case .photoTooLarge: "delivery.photo-too-large"
    case .tooManyVolumes: "delivery.too-many-volumes"
    }
  }

  public var message: String {
    switch self {
    case .folderName(let kind, let name, let problem): "\(kind)「\(name)」不能用作文件夹名：\(problem.chineseText)"
    case .keyName(let key, let number, let problem): "内部编号 \(number) 的\(key.chineseName)不能用作文件名：\(problem.chineseText)"
    case .sameKey(let key, let number, let other): "内部编号 \(number) 和 \(other) 在同一个班，\(key.chineseName)也相同，照片会用同一个文件名"
    case .pathTooLong(let number): "内部编号 \(number) 的照片放不进光盘：院系和班级的名称加起来太长"
    case .photoTooLarge(let number, let bytes): "内部编号 \(number) 的照片有 \(bytes >> 20) MB，超过单个文件的上限"
    case .tooManyVolumes(let count): "要分成 \(count) 张盘，最多 \(DeliveryLimits.volumes.upperBound) 张"
    }
  }

  public var hint: String {
    switch self {
    case .folderName(let kind, _, _): "请改正名单里的\(kind)名称后再生成"
    case .keyName: "请补齐这一项，或换一种照片命名方式"
    case .sameKey: "请核对这两名毕业生的数据，或换一种照片命名方式"
    case .pathTooLong: "请缩短院系或班级名称"
    case .photoTooLarge: "请检查这张照片是否正常"
    case .tooManyVolumes: "请换用容量更大的盘"
    }
  }
}
