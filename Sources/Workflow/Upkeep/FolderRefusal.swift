import GraduatePhotos

/// Why a data folder or its database is not opened.
public enum FolderRefusal: Refusal, Equatable {
  case missing(path: String)
  case notOurs(path: String)
  case notEmpty(path: String)
  case notWritable(path: String)
  case newerLayout(found: Int)
  case otherEngine(expected: String)
  case inUse(process: String)
  case rotating
  case databaseGone
  case databaseNotEmpty
  case newerDatabase(found: Int, known: Int)
  case olderDatabase(found: Int, known: Int)
  case changedMigration(number: Int)
  case databaseURL
  case databaseUnreachable
  case databaseDenied
  case damaged
  case otherKeys(String)
  /// Made for a rehearsed season.
  case rehearsal
  /// Not made for one.
  case inService

  public var code: String { "folder.\(name)" }

  private var name: String {
    switch self {
    case .missing: "missing"
    case .notOurs: "not-ours"
    case .notEmpty: "not-empty"
    case .notWritable: "not-writable"
    case .newerLayout: "newer-layout"
    case .otherEngine: "other-engine"
    case .inUse: "in-use"
    case .rotating: "rotating"
    case .databaseGone: "database-gone"
    case .databaseNotEmpty: "database-not-empty"
    case .newerDatabase: "newer-database"
    case .olderDatabase: "older-database"
    case .changedMigration: "changed-migration"
    case .databaseURL: "database-url"
    case .databaseUnreachable: "database-unreachable"
    case .databaseDenied: "database-denied"
    case .damaged: "damaged"
    case .otherKeys: "other-keys"
    case .rehearsal: "rehearsal"
    case .inService: "in-service"
    }
  }

  public var message: String {
    switch self {
    case .missing(let path): "找不到数据文件夹 \(path)"
    case .notOurs(let path): "文件夹 \(path) 里已有别的文件，不是毕影的数据文件夹"
    case .notEmpty(let path): "文件夹 \(path) 不是空的"
    case .notWritable(let path): "文件夹 \(path) 不能写入"
    case .newerLayout(let found): "数据文件夹是更新版本的程序建立的（第 \(found) 版格式），这个版本打不开"
    case .otherEngine(let expected): "这个数据文件夹配的是 \(expected) 数据库，和现在的设置不同"
    case .inUse(let process): "数据文件夹正被另一个毕影服务使用（进程 \(process)）"
    case .rotating: "另一个进程正在更换密钥"
    case .databaseGone: "数据文件夹里的密钥还在，数据库却不见了或是空的"
    case .databaseNotEmpty: "数据库里已有内容"
    case .newerDatabase(let found, let known): "数据库是更新版本的程序升级过的（第 \(found) 步），这个版本只认识到第 \(known) 步"
    case .olderDatabase(let found, let known): "数据库还没有升级（现在第 \(found) 步，程序需要第 \(known) 步）"
    case .changedMigration(let number): "数据库第 \(number) 步的结构和这个程序的不一致"
    case .databaseURL: "数据库地址写得不对"
    case .databaseUnreachable: "连不上数据库"
    case .databaseDenied: "数据库不接受现在的用户名、口令或库名"
    case .damaged: "数据库文件已损坏，或者不是数据库"
    case .otherKeys(let id): "密钥文件和数据库不是一套：数据库用的密钥 \(id) 不在密钥文件里"
    case .rehearsal: "这个数据文件夹是演练用的：里面的时间是拨动的，人是编造的"
    case .inService: "这个数据文件夹不是演练用的，不能拨动它的时间"
    }
  }

  public var hint: String {
    switch self {
    case .missing: "请核对 --data；第一次使用请先执行 biying serve"
    case .notOurs, .notEmpty: "请换一个空文件夹"
    case .notWritable: "请检查文件夹的权限，以及磁盘是否以只读方式挂载"
    case .newerLayout, .newerDatabase: "请使用新版本的程序；要退回旧版本，只能恢复升级前的备份"
    case .otherEngine: "请检查 --database 设置"
    case .inUse: "请先停止那个服务；一个数据文件夹只能由一个服务使用"
    case .rotating: "请等它结束后再试"
    case .databaseGone: "请从备份恢复；如果确实要从头开始，请换一个空文件夹"
    case .databaseNotEmpty: "请换一个空的数据库"
    case .olderDatabase: "请先用这个版本执行一次 biying serve"
    case .changedMigration: "请使用建立这个数据库的正式版本"
    case .databaseURL: "例如 postgres://用户名:口令@主机:5432/库名"
    case .databaseUnreachable: "请检查数据库服务是否启动、地址和网络是否正确"
    case .databaseDenied: "请核对数据库地址里的用户名、口令和库名，库的编码须为 UTF-8"
    case .damaged: "请停止使用这个文件夹，从最近的备份恢复"
    case .otherKeys: "请用 biying keys import 放回和这个数据库配套的密钥"
    case .rehearsal: "正式使用请换一个空文件夹"
    case .inService: "请去掉 rehearsal-clock 设置；演练请用一个空文件夹"
    }
  }
}
