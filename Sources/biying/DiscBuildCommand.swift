import ArgumentParser
import Foundation
import GraduatePhotos
import Workflow

struct DiscBuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "把一次交付再做成压缩包或光盘映像，和当初的一字不差",
    discussion: """
      写交付编号，或写年度采集和院校代码：取这所院校最近一次交付。丢失、损坏的光盘照原样重做，后来更正的数据不会混进去。
      压缩包按交付时的选择加密，密码在网页上看。加密的交付做成光盘映像，里面是加密的压缩包和打开的办法。
      写完的压缩包和当初的 SHA-256 比较，不同就不留下。做好后可以用 biying disc verify 核对。
      退出码：0 已写好，1 没有这次交付或不能生成，2 程序故障。
      """)

  @Option(help: ArgumentHelp("交付编号，例如 2014-62-10730-001", valueName: "编号"))
  var number: String?
  @Option(help: ArgumentHelp("年度采集：编号，或只有一次时写届别，例如 2014", valueName: "采集"))
  var campaign: String?
  @Option(help: ArgumentHelp("五位院校代码：取最近一次交付", valueName: "代码"))
  var institution: String?
  @Option(help: ArgumentHelp("第几卷", valueName: "卷"))
  var volume = 1
  @Option(name: .customLong("class"), help: ArgumentHelp("只要一个班：交付里的第几个班；写了就不看卷", valueName: "班"))
  var classNumber: Int?
  @Option(help: ArgumentHelp("zip 压缩包，iso 光盘映像", valueName: "格式"))
  var format = DeliveryForm.zip
  @Argument(help: ArgumentHelp("写到哪里", valueName: "文件"))
  var output: String
  @OptionGroup var center: CenterOptions

  func validate() throws {
    if number == nil, campaign == nil || institution == nil {
      throw ValidationError("请写 --number，或者 --campaign 和 --institution")
    }
    if volume < 1 || (classNumber ?? 1) < 1 { throw ValidationError("--volume 和 --class 从 1 数起") }
  }

  func run() async throws {
    guard !FileManager.default.fileExists(atPath: output) else { throw OutputRefusal.exists(path: output) }
    try await center.withCenter(for: .working) { open in try await build(in: open.center) }
  }

  private func build(in center: CollectionCenter) async throws {
    let machine = MachineOperator()
    var campaignID: String?
    if number == nil, let campaign { campaignID = try await center.campaignMeant(by: campaign).id }
    let meant = try await center.deliveryMeant(
      number: number, institutionCode: number == nil ? institution : nil, campaignID: campaignID, by: machine)
    let line = ProgressLine("生成")
    defer { line.end() }
    let built = try await center.buildDelivery(
      meant.id, classNumber.map { .classGroup($0) } ?? .volume(volume), format, campaignID: meant.campaignID, to: output,
      by: machine, progress: { line.show($0) })
    line.end()
    let withdrawn = try await center.showDelivery(meant.id, campaignID: meant.campaignID, by: machine).withdrawn
    if withdrawn > 0 {
      Console.say("注意：其中 \(withdrawn) 人的照片后来已撤回，这份交付不要再寄，请用下一次交付。")
    }
    Console.out(built.publicKey)
    Console.say(
      "已写好 \(meant.number)：\(built.byteCount) 字节\(built.isEncrypted ? "，已加密" : "，没有加密")。"
        + "核对：biying disc verify --key \(built.publicKey) \(output)")
  }
}

enum OutputRefusal: Refusal {
  case exists(path: String)

  var code: String { "output.exists" }
  var message: String { if case .exists(let path) = self { "\(path) 已经存在" } else { "" } }
  var hint: String { "请换一个名字，或先移走它" }
}

extension DeliveryForm: ExpressibleByArgument {}
