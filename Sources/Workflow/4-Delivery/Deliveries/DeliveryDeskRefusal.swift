import GraduatePhotos

/// Why a delivery is not made, shown or changed.
public enum DeliveryDeskRefusal: Refusal, Equatable {
  case unknown
  /// No portrait of the institution is released.
  case nothingReleased
  /// Everything is as in the delivery before.
  case nothingNew
  /// What the clerk saw is another by now.
  case meanwhile
  case keyInCodeMode(PhotoKey)
  case noPlainReason
  case textTooLong(String, limit: Int)
  case idNumberInText(String)
  case noCarrier
  case noTracking
  /// A released portrait cannot be read; holds its shot serial.
  case portraitUnreadable(serial: String)
  /// Somebody in it was erased as the campaign's rule says.
  case erased
  case notEncrypted
  /// An image shows everything in it.
  case imageTooLarge
  case partUnknown
  /// A rebuilt archive is another than the first one.
  case otherBytes
  case receivedAlready
  case remindedToday

  public var code: String {
    switch self {
    case .unknown: "deliveries.unknown"
    case .nothingReleased: "deliveries.nothing-released"
    case .nothingNew: "deliveries.nothing-new"
    case .meanwhile: "deliveries.meanwhile"
    case .keyInCodeMode: "deliveries.key-in-code-mode"
    case .noPlainReason: "deliveries.no-plain-reason"
    case .textTooLong: "deliveries.text-too-long"
    case .idNumberInText: "deliveries.id-number-in-text"
    case .noCarrier: "deliveries.no-carrier"
    case .noTracking: "deliveries.no-tracking"
    case .portraitUnreadable: "deliveries.portrait-unreadable"
    case .erased: "deliveries.erased"
    case .notEncrypted: "deliveries.not-encrypted"
    case .imageTooLarge: "deliveries.image-too-large"
    case .partUnknown: "deliveries.part-unknown"
    case .otherBytes: "deliveries.other-bytes"
    case .receivedAlready: "deliveries.received-already"
    case .remindedToday: "deliveries.reminded-today"
    }
  }

  public var message: String {
    switch self {
    case .unknown: "没有这次交付"
    case .nothingReleased: "这所院校还没有放行的照片"
    case .nothingNew: "和上次交付相比没有变化"
    case .meanwhile: "在您查看之后，照片或名单有了变化，没有生成"
    case .keyInCodeMode(let key): "采集码模式下，照片不能用\(key.chineseName)命名"
    case .noPlainReason: "没有写不加密的原因"
    case .textTooLong(let what, let limit): "\(what)超过 \(limit) 字"
    case .idNumberInText(let what): "\(what)里有身份证号"
    case .noCarrier: "没有写快递公司"
    case .noTracking: "没有写快递单号"
    case .portraitUnreadable(let serial): "拍摄序号 \(serial) 的照片读不出来，没有生成"
    case .erased: "这次交付里有人的数据已按规定清除，不能再生成"
    case .notEncrypted: "这次交付没有加密，没有密码"
    case .imageTooLarge: "这一卷的加密压缩包超过 4 GB，一张光盘的映像里放不下这么大的文件"
    case .partUnknown: "这次交付里没有这一卷或这个班"
    case .otherBytes: "生成的文件和当初交付的不一样，已经删除"
    case .receivedAlready: "这次交付已经确认收到"
    case .remindedToday: "今天已经提醒过"
    }
  }

  public var hint: String {
    switch self {
    case .unknown, .partUnknown: "请从交付列表里重新打开"
    case .nothingReleased: "请先在照片返回的工作台放行照片"
    case .nothingNew: "有新放行的照片或更正的数据后再交付"
    case .meanwhile: "请再看一遍新的内容，然后确认"
    case .keyInCodeMode: "请选内部编号或拍摄序号"
    case .noPlainReason: "请写一句为什么，会记入操作日志"
    case .textTooLong: "请写短一些"
    case .idNumberInText: "请去掉身份证号"
    case .noCarrier, .noTracking: "请照快递面单填写"
    case .portraitUnreadable: "请让管理员执行 biying doctor --deep，从备份取回照片后再试"
    case .erased: ""
    case .notEncrypted: "直接下载即可"
    case .imageTooLarge: "请写出压缩包（--format zip）存到 U 盘，或按 700 MB 分卷另做一次交付"
    case .otherBytes: "请让管理员执行 biying doctor --deep 检查照片"
    case .receivedAlready: ""
    case .remindedToday: "明天还没有回音，可以打电话"
    }
  }
}
