/** Providers at which anybody opens a mailbox, by domain. Source: the providers' sign-up pages. */
const free =
  "gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.de hotmail.fr hotmail.it live.com msn.com " +
  "yahoo.com ymail.com rocketmail.com yahoo.co.uk yahoo.co.jp yahoo.co.in yahoo.de yahoo.fr yahoo.it yahoo.es " +
  "yahoo.com.br aol.com icloud.com me.com mac.com proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de " +
  "tuta.com tuta.io tutamail.com keemail.me gmx.com gmx.net gmx.de gmx.at gmx.ch gmx.co.uk web.de mail.com email.com " +
  "usa.com post.com zoho.com zohomail.com zohomail.eu fastmail.com fastmail.fm hey.com hushmail.com inbox.com inbox.ru " +
  "mail.ru bk.ru list.ru internet.ru yandex.ru yandex.com ya.ru rambler.ru qq.com foxmail.com 163.com 126.com yeah.net " +
  "sina.com sina.cn sohu.com aliyun.com naver.com hanmail.net daum.net nate.com rediffmail.com t-online.de freenet.de " +
  "arcor.de orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it virgilio.it tiscali.it alice.it tin.it seznam.cz " +
  "centrum.cz wp.pl o2.pl onet.pl interia.pl gazeta.pl op.pl ukr.net i.ua bol.com.br uol.com.br terra.com.br " +
  "comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net btinternet.com sky.com talktalk.net " +
  "virginmedia.com bigpond.com optusnet.com.au shaw.ca rogers.com sympatico.ca ziggo.nl kpnmail.nl telenet.be skynet.be " +
  "bluewin.ch mailfence.com disroot.org riseup.net runbox.com lavabit.com duck.com";

/** Providers whose mailboxes are open to all or vanish within days. Source: the providers' own pages. */
const disposable =
  "mailinator.com guerrillamail.com guerrillamail.info guerrillamail.net sharklasers.com grr.la 10minutemail.com " +
  "10minutemail.net temp-mail.org tempmail.com tempmail.dev tempmailo.com temp-mail.io yopmail.com yopmail.fr " +
  "trashmail.com trashmail.de trashmail.net dispostable.com mailnesia.com maildrop.cc getnada.com nada.email " +
  "moakt.com mohmal.com fakeinbox.com throwawaymail.com spamgourmet.com mintemail.com emailondeck.com tempr.email " +
  "discard.email mytemp.email inboxkitten.com mailcatch.com mail-temp.com spam4.me byom.de wegwerfmail.de einrot.com " +
  "burnermail.io 33mail.com anonaddy.com simplelogin.com";

const freeDomains: ReadonlySet<string> = new Set(free.split(" "));
const disposableDomains: ReadonlySet<string> = new Set(disposable.split(" "));

/** Whether a mail domain belongs to a free or a disposable provider; null for every other domain. */
export function publicMailDomain(domain: string): "free" | "disposable" | null {
  const name = domain.toLowerCase();
  if (disposableDomains.has(name)) return "disposable";
  return freeDomains.has(name) ? "free" : null;
}
