import GraduatePhotos

/// Why a back-up is not made, or is not restored.
public enum BackupRefusal: Refusal, Equatable {
  case notABackup(path: String)
  case notEmpty(path: String)
  case insideData(path: String)
  case newerLayout(found: Int)
  case underWay
  case anotherOne
  case damaged(what: String)
  case incomplete(missing: Int)
  case journalBroken
  case unwritable(path: String)

  public var code: String {
    switch self {
    case .notABackup: "backup.not-a-backup"
    case .notEmpty: "backup.not-empty"
    case .insideData: "backup.inside-data"
    case .newerLayout: "backup.newer-layout"
    case .underWay: "backup.under-way"
    case .anotherOne: "backup.another-one"
    case .damaged: "backup.damaged"
    case .incomplete: "backup.incomplete"
    case .journalBroken: "backup.journal-broken"
    case .unwritable: "backup.unwritable"
    }
  }

  public var message: String {
    switch self {
    case .notABackup(let path): "\(path) 不是毕影的备份"
    case .notEmpty(let path): "文件夹 \(path) 里已有别的文件"
    case .insideData(let path): "备份文件夹 \(path) 在数据文件夹里面"
    case .newerLayout(let found): "备份是更新版本的程序做的（第 \(found) 版格式），这个版本读不了"
    case .underWay: "备份正在进行，现在不能删除文件"
    case .anotherOne: "另一个备份正在进行"
    case .damaged(let what): "备份已损坏：\(what)"
    case .incomplete(let missing): "备份缺少 \(missing) 个文件"
    case .journalBroken: "备份里的操作日志连不成链，内容可能被改过"
    case .unwritable(let path): "文件夹 \(path) 不能写入"
    }
  }

  public var hint: String {
    switch self {
    case .notABackup: "请核对路径，应为 biying backup 写的那个文件夹"
    case .notEmpty: "请换一个空文件夹，或以前备份用过的文件夹"
    case .insideData: "请备份到另一块磁盘"
    case .newerLayout: "请使用新版本的程序"
    case .underWay, .anotherOne: "请等备份结束后再试"
    case .damaged, .incomplete, .journalBroken: "请改用另一份备份；这一份不要再用，也先不要删除"
    case .unwritable: "请检查权限和磁盘空间"
    }
  }
}
