import CGPhoto
import GraduatePhotos

/// Why a camera gives no pictures, and what the crew does about it.
public enum CameraRefusal: Refusal, Hashable {
  case notFound
  /// It shows itself as a disk.
  case actsAsDisk
  /// Another program has it.
  case busy
  /// It is there and cannot be opened: mostly the right to its USB device.
  case notOpened
  /// Nobody answers at the network address.
  case noAnswer
  case unknownModel(String)
  case unknownPort(String)
  /// It worked a moment ago.
  case lost
  /// The folder that pictures are saved into.
  case unwritable
  /// What libgphoto2 says and we have no better word for.
  case library(Int32)

  public var code: String {
    switch self {
    case .notFound: "camera.not-found"
    case .actsAsDisk: "camera.acts-as-disk"
    case .busy: "camera.busy"
    case .notOpened: "camera.not-opened"
    case .noAnswer: "camera.no-answer"
    case .unknownModel: "camera.unknown-model"
    case .unknownPort: "camera.unknown-port"
    case .lost: "camera.lost"
    case .unwritable: "camera.unwritable"
    case .library: "camera.library"
    }
  }

  public var message: String {
    switch self {
    case .notFound: "没有找到相机"
    case .actsAsDisk: "相机现在是 U 盘模式，不能联机"
    case .busy: "相机正被别的程序占用，或正忙"
    case .notOpened: "找到了相机，但打不开"
    case .noAnswer: "相机没有应答"
    case .unknownModel(let model): "不认识相机型号「\(model)」"
    case .unknownPort(let port): "不认识相机端口「\(port)」"
    case .lost: "相机的连接断了"
    case .unwritable: "相机的照片存不进工作站的文件夹"
    case .library(let number): "相机报错（\(number)）"
    }
  }

  public var hint: String {
    switch self {
    case .notFound: "请插好数据线，打开相机电源；相机的 USB 方式要选 PTP（联机），不选大容量存储"
    case .actsAsDisk: "请在相机菜单里把 USB 方式改成 PTP（联机）"
    case .busy: "请退出联机软件和桌面弹出的照片导入，再拔插一次数据线"
    case .notOpened: "请拔插一次数据线；仍打不开，请让装机的人检查 USB 设备权限"
    case .noAnswer: "请确认电脑和相机在同一个无线网，相机打开了联机（PTP/IP），地址没有变"
    case .unknownModel: "请核对 --camera 的写法，或改用 auto"
    case .unknownPort: "请核对 --camera 的写法，例如 ptpip:192.168.1.1"
    case .lost: "请检查数据线和电源；断开时拍的照片在卡里，接好后会自动收下"
    case .unwritable: "请检查磁盘空间和数据文件夹的权限；照片还在相机的卡里"
    case .library: "请把相机关机再开机；仍然这样，请从存储卡读入"
    }
  }

  /// What a refusal to open a camera means.
  ///
  /// - result: what a function of libgphoto2 returned, below 0.
  static func opening(_ result: Int32, isNetwork: Bool) -> CameraRefusal {
    switch result {
    case GP_ERROR_CAMERA_BUSY, GP_ERROR_IO_USB_CLAIM, GP_ERROR_IO_LOCK: .busy
    case GP_ERROR_MODEL_NOT_FOUND, GP_ERROR_IO_USB_FIND: .notFound
    case _ where isOfTheWire(result) || result == GP_ERROR: isNetwork ? .noAnswer : .notOpened
    default: .library(result)
    }
  }

  /// What a refusal of an open camera means.
  static func working(_ result: Int32) -> CameraRefusal {
    isOfTheWire(result) || result == GP_ERROR_IO_USB_FIND || result == GP_ERROR ? .lost : .library(result)
  }

  static func isOfTheWire(_ result: Int32) -> Bool {
    [
      GP_ERROR_IO, GP_ERROR_TIMEOUT, GP_ERROR_IO_INIT, GP_ERROR_IO_READ, GP_ERROR_IO_WRITE, GP_ERROR_IO_UPDATE,
      GP_ERROR_IO_USB_CLEAR_HALT,
    ].contains(result)
  }
}
