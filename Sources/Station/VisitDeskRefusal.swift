import GraduatePhotos

/// Why a station does not do something.
public enum VisitDeskRefusal: Refusal, Equatable {
  /// Another process has the folder.
  case folderTaken
  case folderForeign(path: String)
  case folderNewer
  case notAVisitFile(String)
  /// The file was made for another station.
  case otherStation
  /// Signed by another center than the one that this station knows.
  case otherCenter
  case visitExpired(CalendarDay)
  case visitUnknown
  case wrongPassword
  /// Too many wrong passwords: seconds to wait.
  case wait(seconds: Int)
  /// The second person must be another one.
  case secondIsFirst
  case personUnknown
  case nobodySeated
  /// The person on the seat has nothing that may be used yet.
  case seatWithoutShot(String)
  case identityCardUnseen
  case neverShot(String)
  case shotUnknown
  case shotNotGood
  case noReason
  case reasonTooLong(limit: Int)
  case nameMissing
  case signatureOrder(String)
  case alreadySigned(String)
  case dayClosed
  case mayNotClose(Int)
  case nothingProposed
  case shift(ShiftRefusal)
  case diskFull
  case stickUnwritable(String)
  case noSuchFolder(String)
  case pictureTooLarge(limitMegabytes: Int)
  case namesInCodeMode
  case noPeerKey
  /// What came is not sealed under the visit's key.
  case notAPeer
  case peerIsSelf
  case notAStationAddress(String)
  case tooManyPeers(limit: Int)

  public var code: String {
    switch self {
    case .folderTaken: "station.folder-taken"
    case .folderForeign: "station.folder-foreign"
    case .folderNewer: "station.folder-newer"
    case .notAVisitFile: "station.not-a-visit-file"
    case .otherStation: "station.other-station"
    case .otherCenter: "station.other-center"
    case .visitExpired: "station.visit-expired"
    case .visitUnknown: "station.visit-unknown"
    case .wrongPassword: "station.wrong-password"
    case .wait: "station.wait"
    case .secondIsFirst: "station.second-is-first"
    case .personUnknown: "station.person-unknown"
    case .nobodySeated: "station.nobody-seated"
    case .seatWithoutShot: "station.seat-without-shot"
    case .identityCardUnseen: "station.identity-card-unseen"
    case .neverShot: "station.never-shot"
    case .shotUnknown: "station.shot-unknown"
    case .shotNotGood: "station.shot-not-good"
    case .noReason: "station.no-reason"
    case .reasonTooLong: "station.reason-too-long"
    case .nameMissing: "station.name-missing"
    case .signatureOrder: "station.signature-order"
    case .alreadySigned: "station.already-signed"
    case .dayClosed: "station.day-closed"
    case .mayNotClose: "station.may-not-close"
    case .nothingProposed: "station.nothing-proposed"
    case .shift(let refusal): refusal.code
    case .diskFull: "station.disk-full"
    case .stickUnwritable: "station.stick-unwritable"
    case .noSuchFolder: "station.no-such-folder"
    case .pictureTooLarge: "station.picture-too-large"
    case .namesInCodeMode: "station.names-in-code-mode"
    case .noPeerKey: "station.no-peer-key"
    case .notAPeer: "station.not-a-peer"
    case .peerIsSelf: "station.peer-is-self"
    case .notAStationAddress: "station.not-a-station-address"
    case .tooManyPeers: "station.too-many-peers"
    }
  }

  public var message: String {
    switch self {
    case .folderTaken: "这个数据文件夹正被另一个毕影工作站使用"
    case .folderForeign(let path): "\(path) 里有别的文件，不是工作站的数据文件夹"
    case .folderNewer: "数据文件夹是更新版本的程序建立的"
    case .notAVisitFile(let why): "这不是可用的场次文件：\(why)"
    case .otherStation: "这个场次文件是给另一台工作站的"
    case .otherCenter: "这个场次文件不是本工作站所属中心签发的"
    case .visitExpired(let day): "\(day.chinese)这一场的名单已到期销毁"
    case .visitUnknown: "工作站上没有这一场"
    case .wrongPassword: "登录名或密码不对"
    case .wait(let seconds): "密码错了多次，请等 \(seconds) 秒再试"
    case .secondIsFirst: "第二位组员要是另一个人"
    case .personUnknown: "名单上没有找到"
    case .nobodySeated: "镜头前没有人"
    default: shootingMessage
    }
  }

  private var shootingMessage: String {
    switch self {
    case .seatWithoutShot(let name): "\(name)还没有可用的照片"
    case .identityCardUnseen: "补拍要先看身份证"
    case .neverShot(let reason): "已登记\(reason)，不用拍照"
    case .shotUnknown: "没有这张照片"
    case .shotNotGood: "这张照片还有不合格的地方"
    case .noReason: "请写原因"
    case .reasonTooLong(let limit): "原因最多 \(limit) 个字"
    case .nameMissing: "请写姓名"
    case .signatureOrder(let before): "请先签「\(before)」"
    case .alreadySigned(let moment): "「\(moment)」已经签过"
    case .dayClosed: "这一场已经结束"
    case .mayNotClose(let count): "还有 \(count) 件事没有办完，不能结束"
    case .nothingProposed: "这一处没有可以整段改正的办法"
    case .shift(let refusal): refusal.message
    case .diskFull: "磁盘快满了，没有写下"
    case .noSuchFolder(let folder): "没有 \(folder) 这个文件夹"
    case .stickUnwritable(let folder): "\(folder) 写不进去，或写进去读不回来"
    case .pictureTooLarge(let limit): "图片文件超过 \(limit) MB，没有收下"
    case .namesInCodeMode: "采集码模式不登记姓名和号码"
    default: peerMessage
    }
  }

  private var peerMessage: String {
    switch self {
    case .noPeerKey: "这个场次文件是旧版本的，工作站之间不能互通"
    case .notAPeer: "那台工作站带的不是同一场，或密钥已更换"
    case .peerIsSelf: "这是本机自己的地址"
    case .notAStationAddress(let typed): "「\(typed)」不像工作站的地址"
    case .tooManyPeers(let limit): "一场最多登记 \(limit) 台别的工作站"
    default: ""
    }
  }

  public var hint: String {
    switch self {
    case .folderTaken: "请先关掉那一个，或用 --data 指定另一个文件夹"
    case .folderForeign: "请用 --data 指定一个空文件夹"
    case .folderNewer: "请升级本程序"
    case .otherStation, .notAVisitFile: "请在采集中心「工作站」页按本机的工作站名片重新下载"
    case .otherCenter: "换了中心请另用一个数据文件夹"
    case .visitExpired: "照片包不受影响，仍会上传"
    case .wrongPassword: "用您在采集中心的登录名和密码"
    case .personUnknown: "请核对学号或姓名；名单上没有的人可用备用卡"
    case .nobodySeated: "请先扫码"
    case .seatWithoutShot: "请再拍一张；确实不拍就再扫一次下一位"
    case .identityCardUnseen: "看过后勾选"
    case .neverShot: "有误请由学校撤销学籍异动"
    case .shotNotGood: "请再拍一张，或写明原因后采用"
    case .diskFull: "文件还在原处，腾出空间后会自动收下"
    case .noSuchFolder: "请核对路径，确认 U 盘或共享文件夹已接好"
    case .stickUnwritable: "请换一个 U 盘或文件夹再导出"
    case .shift(let refusal): refusal.hint
    case .noPeerKey, .notAPeer: "请两台都从采集中心重新带一次这一场"
    case .peerIsSelf: "请填另一台的地址"
    case .notAStationAddress: "应像 192.168.1.20:8090：那台电脑在这个网络里的地址，加端口"
    case .tooManyPeers: "请先移去不用的"
    default: ""
    }
  }
}
