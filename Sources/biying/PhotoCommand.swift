import ArgumentParser

struct PhotoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "photo", abstract: "照片检测、裁切和比较，不用数据文件夹",
    subcommands: [PhotoCheckCommand.self, PhotoMakeCommand.self, PhotoCompareCommand.self, PhotoFindCommand.self])
}
