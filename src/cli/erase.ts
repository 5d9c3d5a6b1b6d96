import type { Problem } from "#base/outcome.ts";
import { readFindText } from "#cases/number.ts";
import { ErasureReason } from "#exchange/events.ts";
import { badInput, textOption, type Command, type Io } from "./command.ts";
import { dataOption, nodesMeant } from "./running-nodes.ts";
import { askPassword, signIn, type Session } from "./sign-in.ts";

type Answer = { ok: true; line: string; value: unknown } | { ok: false; problem: Problem };
type Act = (session: Session) => Promise<Answer>;

const propose =
  (text: string, reason: ErasureReason): Act =>
  async ({ cases }) => {
    const reply = await cases.proposeErasure({ body: { text, reason } });
    if (!reply.ok) return reply;
    const { number, why } = reply.value;
    const next = "待安全管理员批准 waits for the security administrator: erase CASE --approve";
    return { ok: true, value: reply.value, line: `${number} ${why.zh} / ${why.en}. ${next}` };
  };

const nothingWaits: Problem = {
  type: "urn:tongwulang:refusal:PROPOSAL_NOT_FOUND",
  code: "PROPOSAL_NOT_FOUND",
  status: 404,
  title: "没有待批准的删除申请 / No proposal waits",
  zh: "这个办件没有待批准的删除申请",
  en: "no proposal to erase this case is waiting here",
};

const approve =
  (text: string): Act =>
  async ({ cases }) => {
    const lists = await cases.listErasures({});
    if (!lists.ok) return lists;
    const { number, ending } = readFindText(text);
    const proposal = lists.value.proposals.find((one) =>
      number ? one.number === number : ending && one.number.endsWith(ending),
    );
    if (!proposal) return { ok: false, problem: nothingWaits };
    const reply = await cases.approveErasure({ params: { id: proposal.id } });
    if (!reply.ok) return reply;
    const { reasonWords } = reply.value;
    const line = `${reply.value.number} 已删除 erased: ${reasonWords.zh} / ${reasonWords.en}`;
    return { ok: true, value: reply.value, line };
  };

/** Another node of this machine may be the one that holds the case. */
const isForAnother = ({ code }: Problem): boolean =>
  ["HELD_ELSEWHERE", "CASE_NOT_FOUND", "PROPOSAL_NOT_FOUND"].includes(code);

const actAtNodes = async (
  urls: readonly string[],
  username: string,
  act: Act,
  io: Io,
  json: boolean,
): Promise<number> => {
  const password = await askPassword(username);
  let problem = nothingWaits;
  for (const url of urls) {
    const session = await signIn(url, username, password);
    if (!session.ok) return badInput(io, session.problem);
    const answer = await act(session.value);
    await session.value.end();
    if (answer.ok) {
      io.out(json ? JSON.stringify(answer.value) : answer.line);
      return 0;
    }
    problem = answer.problem;
    if (!isForAnother(problem)) break;
  }
  return badInput(io, problem);
};

/** Two people, each with their own account: the system administrator proposes, the security administrator approves. */
export const command: Command = {
  usage: "erase CASE (--reason REASON | --approve) --user NAME",
  summary: {
    zh: "删除一个已办结办件的个人信息：系统管理员提出，安全管理员批准，各方节点随即删除",
    en: "Erase the personal data of a closed case: the system administrator proposes, the security administrator approves, every party's node erases",
  },
  options: {
    reason: textOption(
      "理由：retention-over 期满、person-asked 本人要求、unlawful 违法处理",
      "retention-over, person-asked or unlawful",
    ),
    approve: { type: "boolean", help: { zh: "批准已提出的申请", en: "approve what was proposed" } },
    user: textOption("本人的用户名；密码另行询问", "your own user name; the password is asked for"),
    data: dataOption,
  },
  run: async ({ words: [typed, ...rest], options, json }, io) => {
    const { user, approve: isApproval } = options;
    const reason = ErasureReason.safeParse(options["reason"]);
    if (!typed || rest.length > 0 || typeof user !== "string" || reason.success === (isApproval === true))
      return badInput(io, {
        zh: `用法：erase 办件编号 --user 用户名，并给出 --reason（${ErasureReason.options.join("、")}）或 --approve`,
        en: `usage: erase CASE --user NAME with either --reason (${ErasureReason.options.join(", ")}) or --approve`,
      });
    const nodes = await nodesMeant(options, io);
    if (nodes === 2) return nodes;
    const urls = nodes.map(({ door }) => door.url);
    const act = reason.success ? propose(typed, reason.data) : approve(typed);
    return actAtNodes(urls, user, act, io, json);
  },
};
