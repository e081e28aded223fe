import GraduatePhotos
import Outward

/// Why a station, or what it brings, is not taken.
public enum StationRefusal: Refusal, Equatable {
  case packet(PacketRefusal)
  case busy
  case cardUnreadable
  /// A station of this id has another key.
  case keyDiffers
  case revoked
  case stationUnknown
  /// The visit is over.
  case visitOver(CalendarDay)
  case noRangeLeft
  /// The crew has no account with a password.
  case noCrewPassword
  case notPhotographer
  case requestUnproven
  /// The station's clock is too far off.
  case requestStale
  case notTaken
  case noReason
  case reasonTooLong(limit: Int)
  case packetUnknown
  case reviewedAlready
  /// What still stands in the way of an accepted packet.
  case stillDoesNotFit(String)
  case notABundle
  case notTyped(String)

  public var code: String {
    switch self {
    case .packet(let refusal): "packet.\(refusal.codeName)"
    case .busy: "station.busy"
    case .cardUnreadable: "station.card-unreadable"
    case .keyDiffers: "station.key-differs"
    case .revoked: "station.revoked"
    case .stationUnknown: "station.unknown"
    case .visitOver: "station.visit-over"
    case .noRangeLeft: "station.no-range-left"
    case .noCrewPassword: "station.no-crew-password"
    case .notPhotographer: "station.not-photographer"
    case .requestUnproven: "station.request-unproven"
    case .requestStale: "station.request-stale"
    case .notTaken: "station.not-taken"
    case .noReason: "station.no-reason"
    case .reasonTooLong: "station.reason-too-long"
    case .packetUnknown: "packet.unknown"
    case .reviewedAlready: "packet.reviewed-already"
    case .stillDoesNotFit: "packet.does-not-fit"
    case .notABundle: "packet.not-a-bundle"
    case .notTyped: "station.not-typed"
    }
  }

  public var message: String {
    switch self {
    case .packet(let refusal): refusal.chinese
    case .busy: "现在上传数据包的工作站太多"
    case .cardUnreadable: "工作站名片读不出来"
    case .keyDiffers: "这台工作站登记过另一把密钥"
    case .revoked: "这台工作站已停用"
    case .stationUnknown: "没有这台工作站"
    case .visitOver(let day): "这一场在\(day.chinese)，已经过去"
    case .noRangeLeft: "这一场已带到 \(StationNumbers.mostStations) 台工作站，号段用完了"
    case .noCrewPassword: "小组里没有设过密码的账号"
    case .notPhotographer: "只有摄影员能把场次带到工作站"
    case .requestUnproven: "请求不是这台工作站签的"
    case .requestStale: "工作站的时间和中心相差超过 10 分钟"
    case .notTaken: "这台工作站没有领过这一场"
    case .noReason: "请写明原因"
    case .reasonTooLong(let limit): "原因最多 \(limit) 个字"
    case .packetUnknown: "没有这个数据包，或不在待核实之列"
    case .reviewedAlready: "这个数据包已经有人处理过"
    case .stillDoesNotFit(let why): "还是对不上：\(why)"
    case .notABundle: "不是工作站导出的数据包文件"
    case .notTyped(let word): "请输入「\(word)」"
    }
  }

  public var hint: String {
    switch self {
    case .busy: "工作站会自动再传，什么也没有丢"
    case .cardUnreadable: "请在工作站的「名片」页复制整行文字，再粘贴"
    case .keyDiffers: "如果重装过工作站，请在工作站上新建名片"
    case .revoked: "请联系采集计划员"
    case .visitOver: "请选今天或以后的场次"
    case .noCrewPassword: "请摄影员先用邀请链接设好密码"
    case .requestStale: "请校准工作站的时钟再试"
    case .notTaken: "请先登录并把这一场带到工作站"
    case .packetUnknown, .reviewedAlready: "请刷新待核实的列表"
    case .stillDoesNotFit: "数据包仍留在待核实之列"
    case .notABundle: "请选工作站导出的 .byps 文件"
    default: ""
    }
  }
}

extension PacketRefusal {
  fileprivate var codeName: String {
    switch self {
    case .notAPacket: "not-a-packet"
    case .versionUnknown: "version-unknown"
    case .tooLarge: "too-large"
    case .cutOff: "cut-off"
    case .stationUnknown: "station-unknown"
    case .signatureWrong: "signature-wrong"
    case .recipientUnknown: "recipient-unknown"
    case .damaged: "damaged"
    }
  }
}
